"""What benchmarks start beside the real web process: yardsticks behind the same server with the same settings.

`python -m campaigns.commands.bench_web NAME`
"""

import sys
from contextlib import suppress

from campaigns.app import create_app
from campaigns.commands.opening import opened
from campaigns.serving import reserved_port, run_web
from petitions.benches.yardsticks import AnswersAtOnce, bare_page, bare_redirect, one_transaction_a_request


def main(name: str) -> None:
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
