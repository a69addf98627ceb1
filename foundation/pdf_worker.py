"""The child process that lays out documents: `python -m foundation.pdf_worker BYTES_OF_MEMORY`.

It reads jobs from its standard input and answers on its standard output until the input ends. It has no secret, no
database and no other open file; where the system allows it, it has no network either. After a failure it ends: what a
broken document left in memory must not touch the next one.
"""

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, BinaryIO

from foundation.fence import fence
from foundation.pdf_wire import PREFIX_SIZE, Message, pack, size_after, unpack

if TYPE_CHECKING:
    from foundation.pdf_layout import Layout

GRACE_SECONDS = 5


def main() -> None:
    answers = _keep_for_answers()
    fence(memory=int(sys.argv[1]))
    try:
        from foundation.pdf_layout import Layout  # noqa: PLC0415  # only here can a missing system library be named

        layout = Layout()
        layout.warm_up()
        _spare_the_warm()
    except Exception as error:  # noqa: BLE001  # whatever is missing, the parent is told
        _send(answers, Message({"broken": str(error)[:500]}))
        raise SystemExit(1) from None
    _send(answers, Message({"ready": True}))
    while (job := _receive(sys.stdin.buffer)) is not None:
        # The parent holds the watch. Should it have died, this signal ends us; its default action needs no Python.
        signal.setitimer(signal.ITIMER_REAL, job.head["seconds"] + GRACE_SECONDS)
        answer = _answer(layout, job)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, answer)
        if "failed" in answer.head:
            return


def _spare_the_warm() -> None:
    """Fonts and style sheets stay for good, so they are not looked through for garbage again. A document leaves little
    of it: looking rarely saves a tenth of the time and costs a few megabytes, which the recycling bounds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _answer(layout: "Layout", job: Message) -> Message:
    html, *rest = job.parts
    names = job.head["images"]
    pictures = dict(zip(names, rest, strict=False))
    files = [(name, words, part) for (name, words), part in zip(job.head["files"], rest[len(names) :], strict=True)]
    try:
        made = layout.make(html.decode(), pictures, files, job.head.get("standard", ""))
        content = made.content
        parts = [content]
        if width := job.head.get("picture_width"):
            from foundation.pdf_picture import first_page_as_png  # noqa: PLC0415  # few documents become pictures

            parts = [first_page_as_png(content, width)]
        if width := job.head.get("shown_width"):
            from foundation.pdf_picture import first_page_for_preview  # noqa: PLC0415  # likewise

            parts.append(first_page_for_preview(content, width))
    except Exception as error:  # noqa: BLE001  # a document can break layout in any way
        # The name of the class says enough to find the fault; its words may quote the document.
        return Message({"failed": type(error).__name__})
    head = {"pages": made.pages, "overflowing": made.overflowing, "on_last_page": made.on_last_page}
    return Message(head, parts)


def _keep_for_answers() -> BinaryIO:
    """The pipe to the parent, out of reach of libraries that print: their standard output becomes standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _receive(jobs: BinaryIO) -> Message | None:
    prefix = jobs.read(PREFIX_SIZE)
    if len(prefix) < PREFIX_SIZE:
        return None
    return unpack(prefix + jobs.read(size_after(prefix)))


def _send(answers: BinaryIO, message: Message) -> None:
    answers.write(pack(message))
    answers.flush()


if __name__ == "__main__":
    main()
