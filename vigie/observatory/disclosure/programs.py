"""Linear and integer programs, solved by HiGHS on one thread, so that answers repeat."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

INFINITY = math.inf


class NoSolution(ArithmeticError):  # noqa: N818 - reads as the answer it is
    """No values agree with all rows: what was given contradicts itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns, each with its factor, between two bounds."""

    terms: Mapping[int, float]
    lower: float = 0
    upper: float = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The best value, and where it is reached.

    Of a value without bound only the infinity is known, and of an integer program that was stopped
    before it found anything only the bound. No better value than `bound` exists: it
    is the value itself, unless an integer program was stopped.
    """

    value: float
    bound: float
    columns: Sequence[float]
    _duals: Sequence[float] = ()
    _row_duals: Sequence[float] = ()
    _sign: float = 1

    @property
    def reduced(self) -> Sequence[float]:
        """By how much one more of each column would better the value."""
        return [self._sign * each for each in self._duals]

    @property
    def yields(self) -> Sequence[float]:
        """By how much the value would better if each row might be one more."""
        return [self._sign * each for each in self._row_duals]


class Program:
    """Columns within bounds under rows; one may ask for the extreme of any sum of columns."""

    def __init__(
        self,
        bounds: Sequence[tuple[float, float]],
        rows: Iterable[Row],
        *,
        nodes: int | None = None,
    ) -> None:
        """Lay out a program; with a number of `nodes`, one of integers that branches so far."""
        self._columns = len(bounds)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            self._highs.setOptionValue(option, value)
        if nodes is not None:
            self._highs.setOptionValue("mip_max_nodes", nodes)
            self._highs.setOptionValue("presolve", "on")
        self._integer = nodes is not None
        self._highs.passModel(_model(bounds, list(rows), integer=self._integer))

    @cached_property
    def _numbers(self) -> np.ndarray:
        return np.arange(self._columns, dtype=np.int32)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Change what a column may be."""
        self._highs.changeColBounds(column, lower, upper)

    def add(self, row: Row) -> None:
        """Add a row."""
        terms = {column: factor for column, factor in row.terms.items() if factor}
        self._highs.addRow(
            row.lower,
            row.upper,
            len(terms),
            np.fromiter(terms, dtype=np.int32, count=len(terms)),
            np.fromiter(terms.values(), dtype=float, count=len(terms)),
        )

    def drop_last(self) -> None:
        """Take the row that was added last away."""
        last = self._highs.getNumRow() - 1
        self._highs.deleteRows(1, np.array([last], dtype=np.int32))

    def extreme(self, costs: Mapping[int, float], *, highest: bool = False) -> Answer:
        """Return the lowest, or the highest, sum of columns.

        Raises:
            NoSolution: no values agree with the rows.
        """
        sign = -1.0 if highest else 1.0
        weights = np.zeros(self._columns)
        for column, cost in costs.items():
            weights[column] = sign * cost
        self._highs.changeColsCost(self._columns, self._numbers, weights)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status not in SETTLED:
            # Lost on the way from the answer before: begin anew.
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
        if status in UNBOUNDED:
            return Answer(-sign * INFINITY, -sign * INFINITY, ())
        if status not in SOLVED:
            raise NoSolution(self._highs.modelStatusToString(status))
        found, told = self._highs.getSolution(), self._highs.getInfo()
        value = sign * told.objective_function_value
        if self._integer:
            columns = found.col_value if told.primal_solution_status == FEASIBLE else ()
            return Answer(value, sign * told.mip_dual_bound, columns)
        return Answer(value, value, found.col_value, found.col_dual, found.row_dual, sign)


# A time limit would make answers depend on the machine: only nodes are counted.
OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "presolve": "off",
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}
SOLVED = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit}
FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
UNBOUNDED = {
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
}
SETTLED = {*SOLVED, *UNBOUNDED, highspy.HighsModelStatus.kInfeasible}


def _model(
    bounds: Sequence[tuple[float, float]], rows: Sequence[Row], *, integer: bool
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(bounds), len(rows)
    model.col_cost_ = np.zeros(len(bounds))
    model.col_lower_ = np.array([lower for lower, _upper in bounds], dtype=float)
    model.col_upper_ = np.array([upper for _lower, upper in bounds], dtype=float)
    model.row_lower_ = np.array([row.lower for row in rows], dtype=float)
    model.row_upper_ = np.array([row.upper for row in rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
    model.a_matrix_.index_ = np.array([c for row in rows for c in row.terms], dtype=np.int32)
    model.a_matrix_.value_ = np.array([f for row in rows for f in row.terms.values()], dtype=float)
    if integer:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(bounds)
    return model
