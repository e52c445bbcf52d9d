"""Attempt counters in Redis: one trip however many limits, and each ends with its window."""

from collections.abc import Sequence

from marketplace.kernel.shared import Shared

COUNT = """
for place, key in ipairs(KEYS) do
    local number = redis.call('INCR', key)
    if number == 1 then redis.call('EXPIRE', key, ARGV[2 * place]) end
    if number > tonumber(ARGV[2 * place - 1]) then return place end
end
return 0
"""
Window = tuple[str, int, int, int]  # bucket, slot, limit, seconds


def count(shared: Shared, windows: Sequence[Window]) -> int | None:
    """Add one to each, up to the first that is over its limit; its place, if any. Raises Gone."""
    keys = [_key(bucket, slot) for bucket, slot, _limit, _seconds in windows]
    numbers = [number for window in windows for number in window[2:]]
    full = shared.ask(lambda: shared.redis.eval(COUNT, len(keys), *keys, *numbers))
    return int(str(full)) - 1 if full else None


def tried(shared: Shared, bucket: str, slot: int) -> int:
    """Attempts in one window. Raises Gone."""
    found = shared.ask(lambda: shared.redis.get(_key(bucket, slot)))
    return int(found) if isinstance(found, bytes) else 0


def _key(bucket: str, slot: int) -> str:
    return f"try:{bucket}:{slot}"
