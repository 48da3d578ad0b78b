from bench.month_of_slots import CONTESTANTS


def test_every_contestant_finds_the_same_275_starts() -> None:
    answers = [run() for run in CONTESTANTS.values()]
    assert len(answers[0]) == 275
    assert all(answer == answers[0] for answer in answers)
