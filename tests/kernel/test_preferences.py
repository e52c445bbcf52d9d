"""What the office sets is stored once, typed, and recorded old → new."""

import pytest

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.unit import unit_of_work


@pytest.mark.usefixtures("session")
class TestPreferences:
    def test_defaults_stand_until_changed(self) -> None:
        assert preferences.load() == Preferences()

    def test_a_change_is_stored_and_recorded(self) -> None:
        with unit_of_work():
            preferences.change(pickup_days=7, phone="02834622000")
        assert preferences.load().pickup_days == 7
        (event,) = eventlog.history("preferences", preferences.ROW)
        assert event.changes == {"pickup_days": [5, 7], "phone": ["", "02834622000"]}

    def test_nothing_changed_is_nothing_recorded(self) -> None:
        with unit_of_work():
            assert preferences.change(pickup_days=5) == {}
        assert eventlog.history("preferences", preferences.ROW) == []

    def test_words_fall_back_to_persian(self) -> None:
        both = Preferences(town_fa="آوج", town_en="")
        assert both.local("town", "en") == "آوج"
