"""The audit of a log that an engine holds: DuckDB, Spark or a Polars LazyFrame."""

from __future__ import annotations

from comity.audit.engines.native import ENGINES, is_lazy
from comity.audit.engines.run import LazyAudit, audit_by, audit_lazy

__all__ = ["ENGINES", "LazyAudit", "audit_by", "audit_lazy", "is_lazy"]
