"""An owner who is signed in, for what is measured at the desk."""

import http.client
import secrets
from contextlib import closing
from urllib.parse import urlencode

from foundation.accounts.actions import create_organiser
from foundation.accounts.roles import Role
from foundation.measuring.load import CannotMeasure
from foundation.measuring.place import Place
from petitions.models.petition import Petition

OWN_PAGE = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def signed_in(place: Place, petition_ids: list[int], port: int) -> str:
    """The Cookie header of somebody who may do everything with these petitions, made to be of one organisation."""
    email, password = "ada@example.org", secrets.token_hex(12)
    with place.database.writing() as session:
        petitions = [session.get_one(Petition, petition_id) for petition_id in petition_ids]
        organisation_id = petitions[0].organisation_id
        for petition in petitions:
            petition.organisation_id = organisation_id
            session.add(petition)
        create_organiser(
            session,
            organisation_id=organisation_id,
            name="Ada Example",
            email=email,
            password=password,
            role=Role.OWNER,
        )
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", "/desk/sign-in", urlencode({"email": email, "password": password}), OWN_PAGE)
        answer = connection.getresponse()
        answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    if not cookie:
        raise CannotMeasure("Signing in at the desk was answered with %(status)s.", status=answer.status)
    return cookie
