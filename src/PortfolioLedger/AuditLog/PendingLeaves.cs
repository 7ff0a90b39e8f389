using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Leaf hashes that this node has just appended to one journal, without a gap: they need not be
/// computed from the database again.
/// </summary>
internal sealed class PendingLeaves
{
    /// <summary>Beyond this the older ones are forgotten, and read when they are needed.</summary>
    private const int Most = 100_000;

    private readonly Lock _lock = new();
    private readonly List<MerkleHash> _hashes = [];
    private long _first = 1;

    /// <summary>Adds those of an append.</summary>
    public void Add(long first, ReadOnlySpan<MerkleHash> leaves)
    {
        lock (_lock)
        {
            if (first != _first + _hashes.Count || _hashes.Count > Most)
            {
                _hashes.Clear();
                _first = first;
            }
            _hashes.AddRange(leaves);
        }
    }

    /// <summary>
    /// Takes those behind a position, up to another: none unless the very next one is there.
    /// </summary>
    public MerkleHash[] Take(long after, long upTo)
    {
        lock (_lock)
        {
            var known = (int)Math.Clamp(after + 1 - _first, 0, _hashes.Count);
            if (after + 1 < _first)
                return [];
            _hashes.RemoveRange(0, known);
            _first += known;
            var count = _first == after + 1 ? (int)Math.Min(_hashes.Count, upTo - after) : 0;
            if (count <= 0)
                return [];
            var taken = _hashes.GetRange(0, count).ToArray();
            _hashes.RemoveRange(0, count);
            _first += count;
            return taken;
        }
    }
}
