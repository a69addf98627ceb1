"""Domain errors: each carries its HTTP status as a number and words for people. One place turns them into a page.

AppError
├── BadInput       422
├── NotFound       404   also for what belongs to somebody else; GoneAlready leads from a form to the list
├── NotNow         404   off the site for the time being
├── Gone           410
├── Conflict       409
├── SignInNeeded   401   also ProofNeeded and FactorNeeded: signed in by half; PasswordNeeded: once more
├── Forbidden      403   a role of one's own organisation that is too small; foreign rows are NotFound
├── TooMany        429
└── Busy           503
"""


class AppError(Exception):
    """`words` is a message of the catalogues; `values` fill its %(name)s places when the page is made."""

    status = 500

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words)
        self.words = words
        self.values = values

    def __str__(self) -> str:
        return self.words % self.values if self.values else self.words


class BadInput(AppError):
    status = 422


class NotFound(AppError):
    status = 404


class GoneAlready(NotFound):
    """What a form was sent about is not there any more: somebody else was quicker, or the button was pressed twice.

    `page` is the page of the desk that lists what is there. Only where what it stood in is the asker's own, or where
    nobody has such a number: numbers of rows are drawn by lot, so that this tells nobody anything.
    """

    def __init__(self, words: str, *, page: str) -> None:
        super().__init__(words)
        self.page = page


class NotNow(AppError):
    """Taken off the site for the time being. It answers like what was never there: what stands between us and readers
    may hand out old copies for as long as it hears of trouble (5xx), and forgets them for a 404."""

    status = 404


class Gone(AppError):
    status = 410


class Conflict(AppError):
    status = 409


class SignInNeeded(AppError):
    """`page` is where a reader is led instead."""

    status = 401
    page = "/desk/sign-in"


class ProofNeeded(SignInNeeded):
    """The password was right; the second factor is still to be shown."""

    page = "/desk/sign-in/second"


class FactorNeeded(SignInNeeded):
    """This organiser has no second factor yet, and needs one."""

    page = "/desk/second-factor"


class PasswordNeeded(SignInNeeded):
    """What was asked could take an account over, and the password was not given lately.

    `back` is the page to return to; nothing that was sent has been done.
    """

    page = "/desk/confirm"

    def __init__(self, words: str, *, back: str) -> None:
        super().__init__(words)
        self.back = back


class Forbidden(AppError):
    status = 403


class TooMany(AppError):
    status = 429


class Busy(AppError):
    """Try again in `retry_after` seconds."""

    status = 503
    retry_after = 10
