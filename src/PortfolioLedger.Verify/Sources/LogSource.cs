namespace PortfolioLedger.Verify.Sources;

/// <summary>Where a log is read from: a bundle, an address, or an export.</summary>
internal abstract class LogSource : IAsyncDisposable
{
    /// <summary>The signed checkpoint.</summary>
    public required SignedNote Note { get; init; }

    /// <summary>The keys that the source itself brings, the one that signs now first.</summary>
    public ImmutableArray<VerifierKey> OwnKeys { get; init; } = [];

    /// <summary>What the checkpoint says.</summary>
    public required Checkpoint Checkpoint { get; init; }

    /// <summary>The first position.</summary>
    public long From { get; init; } = 1;

    /// <summary>The last position.</summary>
    public required long To { get; init; }

    /// <summary>The decision whose events they are; null for all of them.</summary>
    public string? Decision { get; init; }

    /// <summary>Views that the ledger computed.</summary>
    public ImmutableArray<BundleView> Views { get; init; } = [];

    /// <summary>A time-stamp token over the checkpoint.</summary>
    public ReadOnlyMemory<byte>? TimeStamp { get; init; }

    /// <summary>Whether all events from the first position are there.</summary>
    public bool IsFromTheBeginning => From == 1 && Decision is null;

    /// <summary>Whether tiles are read with which each leaf is compared.</summary>
    public abstract bool HasTiles { get; }

    /// <summary>Adds the tiles that there are.</summary>
    public abstract Task TilesAsync(ProvenTiles tiles, CancellationToken cancel);

    /// <summary>The leaves, or what they are made from, in order.</summary>
    public abstract IAsyncEnumerable<LeafBatch> ReadAsync(CancellationToken cancel);

    /// <summary>
    /// The leaf that a line is, or is made into; with the data beside it where the line has both.
    /// </summary>
    public virtual (ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte>? Beside) LeafOf(
        ReadOnlyMemory<byte> line) => (line, null);

    /// <summary>The data beside a leaf.</summary>
    public abstract Task<byte[]> DataAsync(long position, CancellationToken cancel);

    /// <summary>Told of all positions that were found, for what else must agree.</summary>
    public virtual void Finish(IReadOnlyList<long> positions, IReadOnlyList<long> isLong)
    {
    }

    public abstract ValueTask DisposeAsync();
}
