"""What benchmarks start beside the real web process: yardsticks behind the same server with the same settings, and a
mail server.

`python -m campaigns.commands.bench_web NAME`
"""

import signal
import sys
from contextlib import suppress
from typing import Any

from campaigns.app import create_app
from campaigns.commands.opening import opened
from campaigns.serving import reserved_port, run_web
from foundation.mail.smtp_server import LoopbackServer
from foundation.settings import load_settings
from petitions.benches.yardsticks import AnswersAtOnce, bare_page, bare_redirect, one_transaction_a_request


class TakesAll:
    """Every mail, and keeps none."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        return "250 OK"


def take_mail() -> None:
    server = LoopbackServer(TakesAll(), load_settings().port)
    server.start()
    try:
        while True:
            signal.pause()
    finally:
        server.stop()


def main(name: str) -> None:
    if name == "smtp-sink":
        take_mail()
        return
    with opened() as (settings, database), reserved_port(settings) as reserved:
        if name == "bare":
            run_web(bare_redirect, reserved, lambda: None)
        elif name == "bare-page":
            run_web(bare_page, reserved, lambda: None)
        elif name == "no-database":
            app = create_app(settings, database)
            app.state.batcher = AnswersAtOnce(database)
            run_web(app, reserved, lambda: None)
        else:
            run_web(one_transaction_a_request(database), reserved, lambda: None)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(sys.argv[1])
