"""What figures are counted with."""

import os

from vigie.config.figures_engine import read_engine, read_master

VIGIE_FIGURES_ENGINE = read_engine(os.environ)
VIGIE_SPARK_MASTER = read_master(os.environ)
