"""The sentences of the statistics. Everything that is claimed about counts is said here.

Plain, kind and modest: the counts went down, they did not get better; a step went along with
them, it did nothing to them. Numbers are written as the person's locale does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routines.accounts.formats import day_medium
from routines.accounts.formats import number as _number
from routines.trends.before_after import Comparison, Side, Way, What
from routines.trends.engine import WEEK, Estimate
from routines.trends.exposure import Along, AlongAnswer
from routines.trends.fortnight import Rise
from routines.trends.lately import Lately
from routines.trends.power import MOST_WEEKS
from routines.trends.trial import TrialResult
from routines.trends.verdict import Kind, Verdict, percent_interval

NO_BREAK = "\N{NO-BREAK SPACE}"
LARGEST_PERCENT = 900.0
"""From there on it is "more than ten times as many"."""

STARTED_HIGH = (
    "The two weeks before were already higher than usual, and things that start at a high point "
    "often come down by themselves."
)
CANNOT_TELL = "Ordinary logging can’t tell whether your counts go along with it."


@dataclass(frozen=True)
class Words:
    """Says it in one locale ("en_GB")."""

    locale: str

    # --- The verdict ----------------------------------------------------------------------------

    def verdict(self, verdict: Verdict) -> str:
        """Return the verdict in one sentence, and what it rests on."""
        match verdict.kind:
            case Kind.NOT_YET:
                return self._not_yet(verdict)
            case Kind.NO_SPOTS:
                return f"No spots logged: {self._basis(verdict)}."
            case _:
                return self._change(verdict)

    def _not_yet(self, verdict: Verdict) -> str:
        missing = self._times(verdict.weeks_missing, "more week", "more weeks")
        return (
            "Not enough yet to say how the counts are going: "
            f"one count a week for about {missing} would be enough."
        )

    def _change(self, verdict: Verdict) -> str:
        opening = {
            Kind.DOWN: "Going down",
            Kind.UP: "Going up",
            Kind.STEADY: "Steady",
            Kind.UNCLEAR: "No clear change",
        }[verdict.kind]
        return f"{opening}: {self._a_month(verdict)}, from {self._basis(verdict)}."

    def _a_month(self, verdict: Verdict) -> str:
        if verdict.slope is None:
            raise ValueError("only a verdict with a slope has an interval")
        low, high = percent_interval(verdict.slope)
        if not verdict.speaks_in_counts:
            return f"{self._range(low, high)} a month"
        spots = self._between(low / 100 * verdict.mean, high / 100 * verdict.mean, decimals=1)
        return f"{spots} spots a month, at {self._spots(verdict.mean)} a count on average"

    def _basis(self, verdict: Verdict) -> str:
        """22 counts in 18 weeks"""
        counts = self._times(verdict.counts, "count", "counts")
        return f"{counts} in {self._times(verdict.weeks, 'week', 'weeks')}"

    def since(self, verdict: Verdict) -> str:
        """Return why earlier counts are left out; "" where none are."""
        if verdict.since is None:
            return ""
        return (
            f"This uses the counts from {day_medium(verdict.since, self.locale)} on: a removal or "
            "a treatment that day began a new stretch."
        )

    def patience(self, verdict: Verdict, weeks: int | None) -> str:
        """Return how much longer it takes; `weeks` is what power.weeks_until_shown answers.

        "" where something is claimed already, or where the verdict itself says how much longer.
        """
        if verdict.kind not in (Kind.STEADY, Kind.UNCLEAR):
            return ""
        fall = "a fifth" if verdict.speaks_in_counts else self._percent(20)
        if weeks is None:
            return (
                f"Your counts go up and down so much that a fall of {fall} a month might not show "
                f"within {MOST_WEEKS} weeks."
            )
        more = self._times(weeks, "more week", "more weeks")
        return f"A fall of {fall} a month would show in about {more}."

    def lately(self, lately: Lately) -> str:
        """Return the second line."""
        means = (
            f"about {self._spots(lately.now)} a count in the last 4 weeks, "
            f"about {self._spots(lately.then, unit=False)} then"
        )
        if not lately.is_clear:
            return f"No clear difference from 12 weeks ago: {means}."
        return f"{'Lower' if lately.is_lower else 'Higher'} than 12 weeks ago: {means}."

    # --- Before and after -----------------------------------------------------------------------

    def comparison(self, comparison: Comparison) -> str:
        """Return what differs before and after an event, in one to three sentences."""
        if comparison.estimate is None:
            return self._too_short(comparison)
        spread = self._than_before(comparison.estimate)
        settled = ", once something new has had its time" if comparison.way is Way.RAMP else ""
        if comparison.is_clear:
            which = "Lower" if comparison.estimate.value < 0 else "Higher"
            said = f"{which} than expected from your usual ups and downs: {spread}{settled}."
        else:
            said = f"No clear difference: anything {spread} fits your counts{settled}."
        sides = f"{self._side(comparison.before)} before and {self._side(comparison.after)} after"
        sentence = f"{said} This rests on {sides}."
        return f"{sentence} {STARTED_HIGH}" if comparison.started_high else sentence

    def _than_before(self, estimate: Estimate) -> str:
        """Between 8 % fewer and 7 % more spots than before"""
        spread = self._log_range(estimate)
        ending = "as before" if spread.endswith("as many") else "spots than before"
        return f"{spread} {ending}"

    def _too_short(self, comparison: Comparison) -> str:
        if comparison.all_zero:
            return "No spots were logged before or after, so there is nothing to compare."
        subject = "that day" if comparison.what is What.REMOVED else "the change"
        return (
            "Too little to compare: it takes 8 weeks on either side, with counts in 6 of them. So "
            f"far there are {self._counted(comparison.before)} before {subject} and "
            f"{self._counted(comparison.after)} after it."
        )

    def _side(self, side: Side) -> str:
        return self._times(round(side.days / WEEK), "week", "weeks")

    def _counted(self, side: Side) -> str:
        weeks = self._times(side.days // WEEK, "week", "weeks")
        return f"{weeks} ({_number(side.weeks_counted, self.locale)} with counts)"

    # --- What goes along ------------------------------------------------------------------------

    def along(self, along: Along, name: str) -> str:
        """Return whether the counts went along with a step, by the step's `name`."""
        if along.estimate is None:
            return f"{name} hardly varied, so there is nothing to compare."
        if not along.is_clear:
            return f"{name}: {_lower_first(CANNOT_TELL)}"
        which = "lower" if along.estimate.value < 0 else "higher"
        return (
            f"{name} went along with {which} counts: {self._log_range(along.estimate)} with it "
            "always than never. That says nothing about why."
        )

    def along_missing(self, answer: AlongAnswer) -> str:
        """Return how much longer until steps are looked at; "" where they are."""
        if answer.steps:
            return ""
        if answer.all_zero:
            return "You counted no spots, so there is nothing that a step could go along with."
        if not answer.weeks_missing:
            return "There are too few weeks with spots in them to look for what goes along."
        missing = self._times(answer.weeks_missing, "more week", "more weeks")
        return f"What goes along with your counts can be looked at after {missing} of counting."

    def trial(self, result: TrialResult, name: str) -> str:
        """Return what a planned trial of a step showed."""
        if not result.is_over:
            return "The plan is still running. It is looked at once, when it is over."
        if result.estimate is None:
            return self._no_result(result.thin_blocks)
        spread = self._log_range(result.estimate)
        if not result.is_clear:
            return f"No clear difference between with {name} and without it: {spread} with it."
        which = "Fewer" if result.estimate.value < 0 else "More"
        return f"{which} spots in the weeks with {name} than without it: {spread}."

    def _no_result(self, thin_blocks: Sequence[int]) -> str:
        if not thin_blocks:
            return "No spots were logged during the plan, so there is nothing to compare."
        numbers = ", ".join(_number(block, self.locale) for block in thin_blocks)
        which = "block" if len(thin_blocks) == 1 else "blocks"
        return f"The plan can’t be looked at: {which} {numbers} had counts in fewer than 4 weeks."

    def rise(self, rise: Rise) -> str:
        """Return the alarm: what was counted, and that a recount comes first."""
        return (
            f"Higher than before: about {self._spots(rise.lately)} a count in the two weeks until "
            f"{day_medium(rise.day, self.locale)}, about {self._spots(rise.before, unit=False)} in "
            "the eight weeks before. Counts are noisy, so count again; if it holds, consider "
            "asking a dermatologist."
        )

    # --- Numbers --------------------------------------------------------------------------------

    def _log_range(self, estimate: Estimate) -> str:
        return self._range(*percent_interval(estimate))

    def _range(self, low: float, high: float) -> str:
        """Say it as "between 8 % fewer and 7 % more" or "between 14 % and 37 % fewer"."""
        if high <= LARGEST_PERCENT:
            return self._between(low, high, unit=f"{NO_BREAK}%")
        if low > LARGEST_PERCENT:
            return "more than ten times as many"
        which = "fewer" if low <= 0 else "more"
        return f"between {self._percent(abs(low))} {which} and more than ten times as many"

    def _between(self, low: float, high: float, *, unit: str = "", decimals: int = 0) -> str:
        ends = [f"{_number(abs(end), self.locale, decimals)}{unit}" for end in (low, high)]
        if low > 0:
            return f"between {ends[0]} and {ends[1]} more"
        if high < 0:
            return f"between {ends[1]} and {ends[0]} fewer"
        return f"between {ends[0]} fewer and {ends[1]} more"

    def _percent(self, value: float) -> str:
        return f"{_number(value, self.locale)}{NO_BREAK}%"

    def _spots(self, mean: float, *, unit: bool = True) -> str:
        """2.4 spots; 25 spots: small numbers need the decimal, large ones don't."""
        decimals = 1 if mean < 10 else 0
        said = _number(mean, self.locale, decimals)
        if not unit:
            return said
        return f"{said} {'spot' if said == _number(1, self.locale) else 'spots'}"

    def _times(self, number: int, one: str, many: str) -> str:
        return f"{_number(number, self.locale)} {one if number == 1 else many}"


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
