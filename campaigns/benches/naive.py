"""The yardstick of `bench letters`: WeasyPrint as its manual shows it, each letter from nothing, untagged.

`python -m campaigns.benches.naive` reads a JSON list of [html, {name: base64}] and answers with the seconds it took, by
the clock and of the processor.
"""

import json
import logging
import sys
import time
from base64 import b64decode

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from foundation.pdf_layout import STYLE_SHEETS, HandedOver


def main() -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    letters = [
        (html, {name: b64decode(picture) for name, picture in pictures.items()})
        for html, pictures in json.load(sys.stdin)
    ]
    _letter(*letters[0])
    started, busy = time.perf_counter(), time.process_time()
    for html, pictures in letters:
        _letter(html, pictures)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    sys.stdout.write(json.dumps({"seconds": seconds, "processor": busy}))


def _letter(html: str, pictures: dict[str, bytes]) -> None:
    fonts = FontConfiguration()
    sheets = [CSS(filename=str(STYLE_SHEETS / f"{name}.css"), font_config=fonts) for name in ("common", "letter")]
    document = HTML(string=html, base_url="document:/", url_fetcher=HandedOver(pictures))
    document.write_pdf(stylesheets=sheets, font_config=fonts)


if __name__ == "__main__":
    main()
