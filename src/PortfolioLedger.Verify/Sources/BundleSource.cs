using System.Runtime.CompilerServices;

namespace PortfolioLedger.Verify.Sources;

/// <summary>An evidence bundle.</summary>
internal sealed class BundleSource : LogSource
{
    private readonly FileStream _file;
    private readonly EvidenceBundleReader _bundle;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private BundleSource(FileStream file, EvidenceBundleReader bundle)
    {
        (_file, _bundle, Note, OwnKeys) = (file, bundle, bundle.Note, [bundle.Key]);
        (Checkpoint, From, To) = (bundle.Checkpoint, bundle.Manifest.From, bundle.Manifest.To);
        (Decision, Views, TimeStamp) = (
            bundle.Manifest.Decision, bundle.Manifest.Views, bundle.TimeStamp);
    }

    public override bool HasTiles => true;

    public static BundleSource Open(FileStream file)
    {
        try
        {
            return new(file, EvidenceBundleReader.Open(file));
        }
        catch (FormatException e)
        {
            throw new Violation($"the bundle is damaged: {e.Message}");
        }
    }

    public override Task TilesAsync(ProvenTiles tiles, CancellationToken cancel)
    {
        foreach (var (tile, bytes) in _bundle.Tiles())
            tiles.Add(tile, bytes);
        return Task.CompletedTask;
    }

    public override async IAsyncEnumerable<LeafBatch> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        foreach (var batch in LeafBatch.Lines(
            _bundle.Events(), LeafBatch.LongestLeaf, EvidenceBundle.Events))
            yield return batch;
    }

    public override Task<byte[]> DataAsync(long position, CancellationToken cancel) =>
        Task.FromResult(_bundle.Data(position));

    public override void Finish(IReadOnlyList<long> positions, IReadOnlyList<long> isLong) =>
        _bundle.CheckRest(positions, isLong);

    public override ValueTask DisposeAsync() => _file.DisposeAsync();
}
