"""What an organiser reads about a mail that did not simply arrive."""

from foundation.web.language import mark

NO_SUCH_MAILBOX = mark("The receiving server says that there is no such mailbox.")
REFUSED_FOR_GOOD = mark("The receiving server refuses this mail.")
REFUSED_BY_POLICY = mark("The receiving server refuses our mail by a rule of its own.")
MAILBOX_FULL = mark("The mailbox is full or closed.")
TOO_LARGE = mark("The mail is too large for the receiving server.")
TRY_LATER = mark("The receiving server asks us to come again later. We do.")
GAVE_UP = mark("The receiving server has asked us to come again later for three days. We stopped.")
NOBODY_KNOWS = mark("The connection broke after the mail was handed over. It may have arrived.")
CANNOT_BE_WRITTEN = mark("This mail could not be written. The others are not affected.")
NOT_AN_ADDRESS = mark("Mail cannot be sent to this address.")
SERVER_KNOWS_ASCII_ONLY = mark("The mail server cannot send to addresses with these letters.")
WANTS_NO_MAIL = mark("This address wants no mail from us.")
HAD_ENOUGH = mark("This address has had enough mail from us for one day.")
NOTHING_TO_SAY = mark("There was nothing to say any more.")
NEWER_MAIL = mark("A newer mail says the same.")
CALLED_OFF = mark("It was called off.")

NO_SERVER = mark("No mail server is set up.")
UNREACHABLE = mark("We cannot reach the mail server.")
SIGN_IN_REFUSED = mark("The mail server refuses our user name or password.")
NO_ENCRYPTION = mark("The mail server offers no encryption, so we do not tell it our password.")
BAD_CERTIFICATE = mark("The mail server's certificate is not valid.")
SENDER_REFUSED = mark("The mail server refuses our sender address.")
BREAKS_OFF = mark("The mail server breaks off the connection.")
STOPPED_BY_A_PERSON = mark("Sending was stopped by a person.")
