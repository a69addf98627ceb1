"""An unexpected error for the log: its kind and its places, never its message, which may hold a name or an address."""

import traceback


def kind_and_places(error: BaseException) -> str:
    places = " < ".join(
        f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)[-6:])
    )
    return f"{type(error).__name__} at {places}"
