"""A maker, and her phone on which she is signed in."""

import pytest

from tests.support import factories
from tests.support.imported import sign_in


@pytest.fixture
def vendor(session):
    return factories.a_maker()


@pytest.fixture
def hers(vendor, client):
    sign_in(client, vendor)
    return client
