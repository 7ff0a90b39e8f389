using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Querying;

namespace PortfolioLedger.AuditLog;

/// <summary>Which evidence is asked for.</summary>
/// <param name="From">The first position; 1 if null.</param>
/// <param name="To">The last position; everything that is signed if null.</param>
/// <param name="Decision">Only the events of this governance decision.</param>
internal sealed record EvidenceQuestion(long? From, long? To, Key? Decision);

/// <summary>Evidence that can be written.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Checkpoint">Under which it is proven.</param>
/// <param name="Note">The checkpoint with the cosignatures there are.</param>
/// <param name="TimeStamp">Over the checkpoint; null when it was not stamped.</param>
/// <param name="Key">That signed it.</param>
/// <param name="Range">Which events.</param>
/// <param name="Positions">Of a decision; all of the range if empty.</param>
internal sealed record PlannedEvidence(
    Key Portfolio, SignedCheckpoint Checkpoint, SignedNote Note, byte[]? TimeStamp,
    VerifierKey Key, BundleRange Range, ImmutableArray<long> Positions)
{
    /// <summary>What a file with it is called.</summary>
    public string FileName => Range.Decision is { } decision
        ? $"{Portfolio}-{decision}.zip" : $"{Portfolio}-{Range.From}-{Range.To}.zip";
}

/// <summary>
/// Evidence bundles: events with what proves them, for whoever verifies without the ledger. The
/// same question under the same checkpoint has the same bytes, over HTTP and from the command line.
/// </summary>
internal sealed class EvidenceExport(
    NpgsqlDataSource source, LogKeys keys, CheckpointSigner signer, JournalReader journal,
    ViewEngine views)
{
    /// <summary>So many leaves are read at once: a slow reader holds no connection.</summary>
    private const int Page = 1_000;

    private const int TilesAtOnce = 64;

    /// <summary>What a board looks at, computed again by who verifies a whole history.</summary>
    private static readonly string[] Shown =
    [
        "alignment", "decisions", "initiatives", "objectives", "outcomes-versus-outputs",
        "ranking", "scorecard", "value-streams",
    ];

    /// <summary>What will be written; a problem where that is nothing.</summary>
    public async Task<PlannedEvidence> PlanAsync(
        Book head, EvidenceQuestion asked, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var signed = await LogRows.NewestAsync(connection, head.Portfolio, cancel)
            ?? throw LogAnswers.NotSigned("Nothing of this portfolio is signed yet");
        var (from, to) = (asked.From ?? 1, asked.To ?? signed.Size);
        if (to > signed.Size)
            throw to > head.Position
                ? ReadProblem.Invalid("to", $"must be from 1 to {head.Position}")
                : LogAnswers.NotSigned($"Only the events up to {signed.Size} are signed yet");
        if (from < 1 || from > to)
            throw ReadProblem.Invalid("from", $"must be from 1 to {to}");
        var positions = asked.Decision is { } decision
            ? await PositionsAsync(head, decision, from, to, cancel) : [];
        var note = await CosignatureRows.NoteAsync(connection, head.Portfolio, signed, cancel);
        var stamp = await TimeStampRows.NewestAsync(
            source, head.Portfolio, signed.Epoch, signed.Size, cancel);
        var origin = Checkpoint.Parse(note.Text).Origin;
        var key = (await keys.PublicAsync(cancel)).Select(k => k.Named(origin))
            .First(k => note.By(k) is not null);
        return new(head.Portfolio, signed, note, stamp?.Reply, key, positions.IsEmpty
            ? new(from, to) : new(positions[0], positions[^1], asked.Decision?.Value), positions);
    }

    /// <summary>Writes the bundle.</summary>
    public async Task WriteAsync(
        Book head, PlannedEvidence plan, Stream target, CancellationToken cancel)
    {
        using var bundle = await EvidenceBundleWriter.StartAsync(
            target, plan.Note, plan.Key, plan.Range, cancel);
        foreach (var (after, upTo) in Pieces(plan))
            foreach (var leaf in await LeavesAsync(plan.Portfolio, after, upTo, cancel))
                await bundle.AddEventAsync(leaf.ToBytes(), cancel);
        foreach (var position in bundle.Long)
            await bundle.AddDataAsync(position, CanonicalJson.Encode(
                (await LeavesAsync(plan.Portfolio, position - 1, position, cancel))[0].Data),
                cancel);
        foreach (var tiles in bundle.Tiles.Chunk(TilesAtOnce))
            foreach (var (tile, hashes) in await TilesAsync(plan, tiles, cancel))
                await bundle.AddTileAsync(tile, hashes, cancel);
        if (plan.TimeStamp is { } stamp)
            await bundle.AddTimeStampAsync(stamp, cancel);
        await bundle.FinishAsync(await ViewsAsync(head, plan, cancel), cancel);
    }

    private async Task<ImmutableArray<long>> PositionsAsync(
        Book head, Key decision, long from, long to, CancellationToken cancel)
    {
        var subject = new Subject(SubjectKind.Decision, decision);
        if (!head.Has(subject))
            throw ReadProblem.Unknown("decision", decision.Value);
        var positions = ImmutableArray.CreateBuilder<long>();
        await foreach (var stored in journal.ReadAsync(
            head.Portfolio, new JournalRange(from - 1, to) { About = [subject] }, cancel))
            positions.Add(stored.Entry.Position);
        return positions.Count > 0 ? positions.DrainToImmutable()
            : throw ReadProblem.Invalid("decision",
                $"has no events from {from} to {to}; leave out from and to for all of them");
    }

    private static IEnumerable<(long After, long UpTo)> Pieces(PlannedEvidence plan)
    {
        if (!plan.Positions.IsEmpty)
            foreach (var position in plan.Positions)
                yield return (position - 1, position);
        else
            for (var after = plan.Range.From - 1; after < plan.Range.To; after += Page)
                yield return (after, Math.Min(after + Page, plan.Range.To));
    }

    private async Task<List<StoredLeaf>> LeavesAsync(
        Key portfolio, long after, long upTo, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var leaves = new List<StoredLeaf>();
        await foreach (var leaf in LeafReader.ReadAsync(
            connection, portfolio, after, upTo, cancel))
            leaves.Add(leaf);
        return leaves.Count == upTo - after ? leaves
            : throw UnreadableJournalException.Missing(portfolio, after + leaves.Count + 1);
    }

    private async Task<IEnumerable<(Tile Tile, ReadOnlyMemory<MerkleHash> Hashes)>> TilesAsync(
        PlannedEvidence plan, Tile[] wanted, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var found = await new LogReading(connection, plan.Portfolio, plan.Checkpoint.Epoch,
            () => signer.EdgeOf(plan.Portfolio)).TilesAsync(wanted, cancel);
        return wanted.Select(tile => found.Single(f => f.Tile == tile));
    }

    /// <summary>Only who has the whole history can compute them again.</summary>
    private async Task<List<BundleView>> ViewsAsync(
        Book head, PlannedEvidence plan, CancellationToken cancel)
    {
        var digests = new List<BundleView>();
        if (plan.Range.From > 1 || plan.Range.Decision is not null)
            return digests;
        foreach (var path in Shown)
        {
            var view = ViewCatalogue.Find(path)!.Value.View;
            var answer = (await views.AskSealedAsync(
                new ViewRequest(plan.Portfolio, view) { AsOf = AsOf.At(plan.Range.To) }, head,
                cancel)).OrProblem();
            digests.Add(new(path, view.Version, plan.Range.To, answer.Echo.EffectiveOn,
                answer.Digest));
        }
        return digests;
    }
}
