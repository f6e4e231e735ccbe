"""A Ray cluster to work on: the one that RAY_ADDRESS names, or one of our own on this machine.

One of our own listens on this machine alone and is gone when the work is done. Ray's usage statistics are
off: nothing is told to anyone.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from kg import settings
from kg.errors import KgError, UsageError

_NEEDED = ("ray", "pyarrow", "fsspec")
# Ray Data restarts actors in a way that Ray itself calls an error; of graphics cards it warns without any.
_QUIET = {"RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
# Else Ray listens on every network that the machine is on, whatever address it is given. It reads this when
# it is imported, on every system.
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
# With statistics off, one of Ray's processes still asks the network which cloud it is in. What a cluster of
# our own would say to anyone else ends at a port where nobody is.
_NOWHERE = "http://127.0.0.1:9"
_UNHEARD = {
    **dict.fromkeys(("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"), _NOWHERE),
    **dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost"),
    "RAY_USAGE_STATS_REPORT_URL": _NOWHERE,
}
# Seconds in which a cluster has to answer.
_PATIENCE = 10.0
_MEGABYTE = 1 << 20
# Batches are small and few of them are under way: what they need, and a worker's share.
_STORE, _STORE_EACH = 256 * _MEGABYTE, 64 * _MEGABYTE


def require_ray() -> None:
    """`UsageError` where Ray is not installed; loads nothing."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"--engine ray needs {', '.join(missing)}",
            advice="Install it: pip install 'ai-industry-kg[ray]', or run without --engine.",
        )


@contextmanager
def joined(processes: int) -> Iterator[Any]:
    """The module `ray`, connected; a cluster that this process has joined before is used as it is."""
    require_ray()
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    address = settings.ray_address()
    for variable, value in (_QUIET if address else {**_QUIET, **_ALONE}).items():
        os.environ.setdefault(variable, value)
    import ray
    import ray.data

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    already = ray.is_initialized()
    if not already:
        _join(ray, address, processes)
    context = ray.data.DataContext.get_current()
    bars, context.enable_progress_bars = context.enable_progress_bars, False
    try:
        yield ray
    finally:
        context.enable_progress_bars = bars
        if not already:
            ray.shutdown()


def _join(ray: Any, address: str | None, processes: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address:
            _knock(address)
            ray.init(address=address, **quiet)
        else:
            with _environment(_UNHEARD):
                ray.init(
                    address="local",
                    num_cpus=processes,
                    num_gpus=0,
                    object_store_memory=_STORE + processes * _STORE_EACH,
                    include_dashboard=False,
                    _node_ip_address="127.0.0.1",
                    **quiet,
                )
    except (OSError, RuntimeError, ValueError) as error:
        where = f"at {address}" if address else "on this machine"
        advice = "Check RAY_ADDRESS, or unset it to use this machine." if address else ""
        raise KgError(f"No Ray cluster {where}: {error}", advice=advice) from error


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """What processes started inside are given; as it was afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _knock(address: str) -> None:
    """Raise `OSError` where nobody answers: Ray itself would wait for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()


def cores(ray: Any) -> int:
    """How many processors the cluster has by now."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
