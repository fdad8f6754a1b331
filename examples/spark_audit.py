"""Judges a log on Spark: `spark-submit spark_audit.py LOG OUT`, see docs/engines.md.

LOG is Parquet with the columns of a plain log and `row`. OUT gets findings, rejected rows and situations, as Parquet.
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

import comity


def judge(log: str, out: str) -> dict[str, int]:
    """Write what an audit finds, and return how many rows were read, judged and rejected."""
    spark = SparkSession.builder.appName("comity audit").getOrCreate()
    found = comity.load().audit(spark.read.parquet(log))
    found.findings.write.parquet(f"{out}/findings")
    found.rejected.write.parquet(f"{out}/rejected")
    told = [(n, s.action, s.duty, [r.provision.id for r in s.reasons if r.active]) for n, s in found.situations.items()]
    kinds = "situation bigint, action string, duty string, provisions array<string>"
    spark.createDataFrame(told, kinds).coalesce(1).write.parquet(f"{out}/situations")
    return found.rows


if __name__ == "__main__":
    print(judge(*sys.argv[1:3]))  # noqa: T201 - the answer of a script
