using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Privacy;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Erasure;

/// <summary>Erases words of persons, for the API and the command line.</summary>
internal sealed class Erasures(
    NpgsqlDataSource source, Journal journal, BookKeeper keeper, JournalReader reader,
    TableRewrite table)
{
    /// <summary>
    /// What would be erased; a <see cref="ProblemException"/> says why nothing would be.
    /// </summary>
    public async Task<ErasureAnswer> PreviewAsync(
        Key portfolio, ErasureRequest request, Caller caller, CancellationToken cancel)
    {
        var head = await RequireAsync(portfolio, cancel);
        var command = request.Command() with
        {
            Kept = await KeptAsync(portfolio, request.Subject, cancel),
        };
        var erased = Decider.Trial.Decide(head, new([command], caller,
            SubmissionTime.Hypothetical(head))) switch
        {
            SubmissionOutcome.Accepted { Entries: [var entry] } =>
                (PersonalTextsErased)entry.Fact,
            SubmissionOutcome.Refused refused =>
                throw new ProblemException(Problem.Create(refused.Refusal)),
            var other => throw new InvalidOperationException(
                $"an outcome of type {other.GetType()}"),
        };
        return new(portfolio, erased.Subject, true, null, null, null,
            await TextsAsync(head, erased, command.Kept, cancel));
    }

    /// <summary>
    /// Erases; a <see cref="ProblemException"/> says why nothing was erased. Asked again with the
    /// same key it erases nothing more, answers the same, and looks after the table again.
    /// </summary>
    public async Task<ErasureAnswer> EraseAsync(
        Key portfolio, ErasureRequest request, Caller caller, Idempotency? idempotency,
        CancellationToken cancel)
    {
        var answer = await journal.Submit(new(portfolio, [request.Command()], caller)
        {
            Idempotency = idempotency, CorrelationId = Activity.Current?.TraceId.ToString(),
        }, cancel);
        if (answer is not Answer.Receipt { Events: [var recorded] })
            throw new ProblemException(CommandEndpoints.ProblemOf(answer, portfolio, false, []));
        // It is recorded: who leaves now does not keep the table from being looked after.
        var rewritten = await table.TryAsync(CancellationToken.None);
        var head = await RequireAsync(portfolio, CancellationToken.None);
        var erased = (PersonalTextsErased)(await EntriesAsync(
            portfolio, [recorded.Position], CancellationToken.None)).Single().Fact;
        return new(
            portfolio, erased.Subject, false, recorded.Position,
            DateOnly.FromDateTime(recorded.RecordedAt.UtcDateTime), recorded.LeafHash,
            await TextsAsync(head, erased,
                await KeptAsync(portfolio, erased.Subject, CancellationToken.None),
                CancellationToken.None),
            rewritten);
    }

    private async Task<Book> RequireAsync(Key portfolio, CancellationToken cancel) =>
        await keeper.FreshHeadAsync(portfolio, cancel)
            ?? throw ReadProblem.Unknown("portfolio", portfolio.Value);

    private async Task<ImmutableArray<KeptText>> KeptAsync(
        Key portfolio, Subject subject, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await KeptTexts.OfAsync(connection, portfolio, subject, cancel);
    }

    private async Task<ImmutableArray<ErasedText>> TextsAsync(
        Book head, PersonalTextsErased erased, ImmutableArray<KeptText> kept,
        CancellationToken cancel)
    {
        var named = kept.Where(t => erased.Commitments.Contains(t.Commitment)).ToArray();
        var entries = (await EntriesAsync(
            head.Portfolio, [.. named.Select(t => t.Position)], cancel))
            .ToDictionary(e => e.Position);
        return
        [
            .. named.Select(t => (Text: t, Entry: entries[t.Position])).Select(e => new ErasedText(
                e.Text.Position, Catalogue.KindOf(e.Entry.Fact).Name, e.Entry.Fact.Sentence(head),
                e.Entry.EffectiveOn, e.Text.Commitment)),
        ];
    }

    private async Task<List<Entry>> EntriesAsync(
        Key portfolio, ImmutableSortedSet<long> positions, CancellationToken cancel)
    {
        var entries = new List<Entry>();
        await foreach (var stored in reader.ReadAsync(
            portfolio, JournalRange.At(positions), cancel))
            entries.Add(stored.Entry);
        return entries;
    }
}
