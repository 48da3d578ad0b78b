from bench.goals import Goal, said
from bench.measure import Result


def result(name: str, ratio: float) -> Result:
    return Result(name, ratio, (ratio, ratio), ratio, (ratio, ratio))


def test_a_goal_is_met_up_to_its_very_ratio() -> None:
    found = [result("floor", 1.0), result("ours", 2.0)]
    assert Goal("ours", 2.0).verdict(found) == "goal met: ours: 2.00, at most 2.00"
    assert Goal("ours", 1.99).verdict(found) == "goal MISSED: ours: 2.00, at most 1.99"


def test_a_share_is_to_be_as_large_as_asked() -> None:
    assert said("share", 0.7, at_least=0.7) == "goal met: share: 0.70, at least 0.70"
    assert said("share", 0.69, at_least=0.7) == "goal MISSED: share: 0.69, at least 0.70"


def test_none_is_a_number_that_can_be_asked_for() -> None:
    assert said("touched", 0, at_most=0) == "goal met: touched: 0.00, at most 0.00"
    assert said("touched", 1, at_most=0) == "goal MISSED: touched: 1.00, at most 0.00"
