"""Hours before the visit are elapsed hours, whatever the clocks do between; sentences name what a clock shows."""

import pytest

from tests.domain.told import Case, Told, assert_told, policy, visit

# Clocks go forward on March 14 and back on November 7 in New York, on March 28 and October 31 in London, and half an
# hour back on April 4 and forward on October 3 on Lord Howe Island.
CASES: dict[str, Case] = {
    "a day before the Sunday on which New York loses an hour is an hour earlier on the clock": (
        policy({24: 5000}),
        visit("03-14T14:00", "03-01T14:00"),
        Told(
            "Free to cancel until Sat, Mar 13, 9:00 AM EST. After that: $50.",
            {"03-13T14:00": 5000}, "03-13T14:00",
            {"03-13T13:00": 0, "03-14T06:59:59": 5000, "03-14T07:00": 5000},
        ),
    ),
    "an hour before half past three is half past one when two o'clock is skipped": (
        policy({1: 5000}),
        visit("03-14T07:30", "03-01T14:00"),
        Told(
            "Free to cancel until Sun, Mar 14, 1:30 AM EST. After that: $50.",
            {"03-14T06:30": 5000}, "03-14T06:30",
        ),
    ),
    "a week before a visit in summer time is a week and an hour earlier on the clock": (
        policy({168: 5000}),
        visit("03-17T13:00", "03-01T14:00"),
        Told(
            "Free to cancel until Wed, Mar 10, 8:00 AM EST. After that: $50.",
            {"03-10T13:00": 5000}, "03-10T13:00",
        ),
    ),
    "the longest step of sixty days crosses the change too": (
        policy({1440: 5000}),
        visit("04-30T13:00", "02-01T14:00"),
        Told(
            "Free to cancel until Mon, Mar 1, 8:00 AM EST. After that: $50.",
            {"03-01T13:00": 5000}, "03-01T13:00",
        ),
    ),
    "half an hour of grace skips the hour that New York loses": (
        policy({24: 5000}, grace=30),
        visit("03-14T14:00", "03-14T06:45"),
        Told(
            "Free to cancel until Sun, Mar 14, 3:15 AM EDT, 30 minutes after booking. After that: $50.",
            {"03-14T07:15": 5000}, "03-14T07:15",
        ),
    ),
    "a day before the Sunday on which New York gains an hour is an hour later on the clock": (
        policy({24: 5000}),
        visit("11-07T14:00", "11-01T14:00"),
        Told(
            "Free to cancel until Sat, Nov 6, 10:00 AM EDT. After that: $50.",
            {"11-06T14:00": 5000}, "11-06T14:00",
            {"11-06T13:00": 0, "11-07T05:30": 5000, "11-07T06:30": 5000},
        ),
    ),
    "an hour before the second half past one is the first": (
        policy({1: 5000}),
        visit("11-07T06:30", "11-01T14:00"),
        Told(
            "Free to cancel until Sun, Nov 7, 1:30 AM EDT. After that: $50.",
            {"11-07T05:30": 5000}, "11-07T05:30",
        ),
    ),
    "two steps in the hour that New York has twice are told apart by their letters": (
        policy({2: 5000, 1: 7500}),
        visit("11-07T07:00", "11-01T14:00"),
        Told(
            "Free to cancel until Sun, Nov 7, 1:00 AM EDT. After that: $50. From Sun, Nov 7, 1:00 AM EST: $75.",
            {"11-07T05:00": 5000, "11-07T06:00": 7500}, "11-07T05:00",
        ),
    ),
    "grace that ends in the second of those hours says so": (
        policy({24: 5000}, grace=30),
        visit("11-07T14:00", "11-07T05:45"),
        Told(
            "Free to cancel until Sun, Nov 7, 1:15 AM EST, 30 minutes after booking. After that: $50.",
            {"11-07T06:15": 5000}, "11-07T06:15",
        ),
    ),
    "London's spring Sunday": (
        policy({24: 5000}, currency="gbp"),
        visit("03-28T09:00", "03-01T14:00", currency="gbp"),
        Told(
            "Free to cancel until Sat, Mar 27, 9:00 AM GMT. After that: £50.",
            {"03-27T09:00": 5000}, "03-27T09:00", zone="Europe/London",
        ),
    ),
    "London's autumn Sunday": (
        policy({48: 5000, 10: "50%"}, currency="gbp"),
        visit("10-31T10:00", "10-01T14:00", currency="gbp"),
        Told(
            "Free to cancel until Fri, Oct 29, 11:00 AM BST. After that: £50. From Sun, Oct 31, 1:00 AM BST: £80.",
            {"10-29T10:00": 5000, "10-31T00:00": 8000}, "10-29T10:00", zone="Europe/London",
        ),
    ),
    "Lord Howe's clocks go half an hour back": (
        policy({24: 5000}, currency="aud"),
        visit("04-03T22:30", "03-01T14:00", currency="aud"),
        Told(
            "Free to cancel until Sat, Apr 3, 9:30 AM GMT+11. After that: A$50.",
            {"04-02T22:30": 5000}, "04-02T22:30", zone="Australia/Lord_Howe",
        ),
    ),
    "an hour before half past two is half past one again where the clock goes back by half an hour": (
        policy({1: 5000}, currency="aud"),
        visit("04-03T16:00", "03-01T14:00", currency="aud"),
        Told(
            "Free to cancel until Sun, Apr 4, 1:30 AM GMT+10:30. After that: A$50.",
            {"04-03T15:00": 5000}, "04-03T15:00", zone="Australia/Lord_Howe",
        ),
    ),
    "Lord Howe's clocks go half an hour forward": (
        policy({24: 5000}, currency="aud"),
        visit("10-02T22:00", "09-01T14:00", currency="aud"),
        Told(
            "Free to cancel until Sat, Oct 2, 8:30 AM GMT+10:30. After that: A$50.",
            {"10-01T22:00": 5000}, "10-01T22:00", zone="Australia/Lord_Howe",
        ),
    ),
    "a half-hour zone without summer time names the same instants": (
        policy({24: 5000, 2: 7500}),
        visit("03-14T14:00", "03-01T14:00"),
        Told(
            "Free to cancel until Sat, Mar 13, 7:30 PM IST. After that: $50. From Sun, Mar 14, 5:30 PM IST: $75.",
            {"03-13T14:00": 5000, "03-14T12:00": 7500}, "03-13T14:00", zone="Asia/Kolkata",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_counts_elapsed_hours_and_names_them_by_the_clock(case: Case) -> None:
    assert_told(case)
