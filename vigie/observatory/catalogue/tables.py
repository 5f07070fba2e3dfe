"""The tables of a year: what is counted, released, and given as open data.

Every figure is a cell of one of these, or a share of one cell in another.
"""

from itertools import combinations

from vigie.observatory.catalogue.definitions import Table, Unit
from vigie.observatory.catalogue.dimensions.handling import (
    ANSWER,
    AUTHORITY,
    CLOSING,
    DELAY,
    DUE,
    REGIME,
    REQUEST_OUTCOME,
    SCOPE,
    SEVERITY,
    SUPPORT,
    SUPPORT_KIND,
)
from vigie.observatory.catalogue.dimensions.incident import (
    CARE_IMPACT,
    DATA_AVAILABILITY,
    DATA_CONFIDENTIALITY,
    DATA_INTEGRITY,
    DEGRADED_TIME,
    ENDANGERMENT,
    KIND,
    ORIGIN,
    PROVIDER,
    RANSOMWARE_EXTENT,
    STRUCTURES_TOUCHED,
)
from vigie.observatory.catalogue.dimensions.who import (
    MONTH,
    REGION,
    STRUCTURE_KIND,
    STRUCTURE_STATUS,
    TIMES_DECLARED,
)

# Those that are read as figures of their own, in the order of reading.
BREAKDOWNS = (
    *(
        Table(Unit.DECLARATIONS, (dimension,))
        for dimension in (
            MONTH,
            STRUCTURE_KIND,
            STRUCTURE_STATUS,
            REGION,
            ORIGIN,
            KIND,
            RANSOMWARE_EXTENT,
            CARE_IMPACT,
            DEGRADED_TIME,
            DELAY,
        )
    ),
    *(
        Table(Unit.STRUCTURES, (dimension,))
        for dimension in (STRUCTURE_KIND, STRUCTURE_STATUS, REGION)
    ),
    *(Table(Unit.INCIDENTS, (dimension,)) for dimension in (SEVERITY, CLOSING)),
    *(Table(Unit.REQUESTS, (dimension,)) for dimension in (SUPPORT_KIND, REQUEST_OUTCOME)),
    Table(Unit.SUPPORT_HOURS, (SUPPORT_KIND,)),
    Table(Unit.DEADLINES, (DUE,)),
    Table(Unit.NOTICES, (AUTHORITY,)),
)
# Those that key figures are cells of.
BEHIND_FIGURES = (
    *(
        Table(Unit.DECLARATIONS, (dimension,))
        for dimension in (
            SCOPE,
            ENDANGERMENT,
            DATA_AVAILABILITY,
            DATA_INTEGRITY,
            DATA_CONFIDENTIALITY,
            ANSWER,
            SUPPORT,
        )
    ),
    *(
        Table(Unit.DECLARATIONS, (SCOPE.coarse, dimension))
        for dimension in (ORIGIN, CARE_IMPACT, ENDANGERMENT)
    ),
    Table(Unit.STRUCTURES, (TIMES_DECLARED,)),
    Table(Unit.INCIDENTS, (PROVIDER, STRUCTURES_TOUCHED)),
    Table(Unit.DEADLINES, (REGIME, DUE)),
    *(Table(Unit.DIRECTORY, (dimension,)) for dimension in (STRUCTURE_KIND, REGION)),
)
# Those to compare two dimensions by, all by groups. Impact on care and kind of structure are
# crossed with little: each table more is linked to all others, and makes them hide more.
TWO_WAYS = tuple(
    Table(Unit.DECLARATIONS, (one.coarse, other.coarse))
    for one, other in (
        *combinations((MONTH, REGION, ORIGIN, KIND), 2),
        (STRUCTURE_KIND, ORIGIN),
        (CARE_IMPACT, ORIGIN),
        (CARE_IMPACT, KIND),
    )
)
OF_FIGURES = (*BREAKDOWNS, *BEHIND_FIGURES)
TABLES = (*OF_FIGURES, *TWO_WAYS)
