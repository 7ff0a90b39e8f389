using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>A counterfactual ranking, and the book it is compared with.</summary>
internal sealed record AnsweredCounterfactual(
    CounterfactualRanking View, Book Baseline, string? Requested, string Digest);

/// <summary>
/// Answers what the ranking would be, for the API and the command line. Reads the journal once more
/// from the last book before the first event that is left out; records nothing.
/// </summary>
internal sealed class Counterfactuals(BookKeeper keeper, AsOfResolver asOf)
{
    /// <summary>The answer; a <see cref="ProblemException"/> says why there is none.</summary>
    public async Task<AnsweredCounterfactual> AnswerAsync(
        Book head, CounterfactualQuestion question, CancellationToken cancel)
    {
        var asked = await BaselineAsync(head, question, cancel);
        return await AnswerAsync(head, question, asked with
        {
            EffectiveOn = asked.EffectiveOn > asked.Natural.Day
                ? asked.EffectiveOn : asked.Natural.Day,
        }, cancel);
    }

    /// <summary>The answer about a book that is found already.</summary>
    /// <param name="head">The newest book.</param>
    /// <param name="question">What is asked; its position counts for nothing.</param>
    /// <param name="asked">Of which book.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<AnsweredCounterfactual> AnswerAsync(
        Book head, CounterfactualQuestion question, ResolvedAsOf asked, CancellationToken cancel)
    {
        ImmutableSortedSet<long> without = [.. question.Without ?? []];
        RefusePositions(question.Without ?? [], asked.Natural);
        var commands = Bind(question);
        var baseline = await asked.BookAsync(keeper, cancel);
        var (replayed, falls) = without.IsEmpty ? (baseline, null)
            : await ReplayAsync(asked.Natural, without, cancel);
        var (tried, refused) = replayed.On(baseline.Day).Try(commands, cancel);
        var view = CounterfactualRanking.From(
            Ranking.Compute(baseline),
            Ranking.Compute(
                tried,
                new(Restated: ModelOf(question, tried, head), Budget: question.Budget)
            ),
            [.. without],
            question.Weights?.ToImmutableSortedDictionary(
                w => w.Key,
                w => w.Value.Value,
                StringComparer.Ordinal
            ),
            falls?.NotApplicable ?? [],
            falls?.NotApplicableCount ?? 0,
            refused
        );
        return new(view, baseline, asked.Requested, ViewDigest.Of(view, baseline));
    }

    private async Task<ResolvedAsOf> BaselineAsync(
        Book head, CounterfactualQuestion question, CancellationToken cancel)
    {
        if (question.AsOfPosition is { } position)
            RefusePosition("/asOfPosition", position, head.Position);
        return (await asOf.ResolveAsync(
            question.AsOfPosition is { } at ? AsOf.At(at) : AsOf.Now,
            null, head, cancel)).OrProblem();
    }

    private async Task<(Book, CounterfactualReplay?)> ReplayAsync(
        Book natural, ImmutableSortedSet<long> without, CancellationToken cancel)
    {
        var refold = Refold.Of(natural, without.Min - 1);
        var replay = new CounterfactualReplay(without, refold);
        var before = await keeper.AtAsync(natural.Portfolio, refold.After, null, cancel);
        var book = await keeper.ReplayAsync(
            before, natural.Position, (book, entry) => replay.Post(book, entry), cancel);
        return (book, replay);
    }

    private static void RefusePositions(ImmutableArray<long> positions, Book book)
    {
        var last = book.Position;
        for (var i = 0; i < positions.Length; i++)
            if (positions[i] == 1)
                throw Wrong(
                    $"/without/{i}",
                    "is the opening of the portfolio, without which there is nothing",
                    "opening-not-removable"
                );
            else if (book.TakenBack.Any(r => r.By == positions[i]))
                throw Wrong(
                    $"/without/{i}",
                    "is the reversal of an import, which takes back many events at once; ask for "
                        + "the ranking as of the position before it instead",
                    "reversal-not-removable"
                );
            else
                RefusePosition($"/without/{i}", positions[i], last);
    }

    private static void RefusePosition(string pointer, long position, long last)
    {
        if (position < 1 || position > last)
            throw Wrong(
                pointer,
                $"must lie between 1 and {last}, the last position",
                "position-out-of-range"
            );
    }

    private static Hypothetical[] Bind(CounterfactualQuestion question) =>
        [.. (question.Commands ?? []).Select(ScenarioStore.Bind)];

    /// <summary>The model that is asked for, or null for the one that would be in force.</summary>
    private static (ScoringModel, ModelVersion)? ModelOf(
        CounterfactualQuestion question,
        Book tried,
        Book head
    )
    {
        var asked = question.Model is { } text
            ? Released(ModelReference.Parse(text), tried, head)
            : null;
        if (question.Weights is not { } weights)
            return asked;
        if ((asked ?? tried.Scoring.InForceOn(tried.Day)) is not var (model, version))
            throw Wrong(
                "/weights",
                "has no model: none would be in force; name one in model",
                "model-not-released"
            );
        var (reweighted, refusal) = version.With(
            model.Key,
            weights.ToImmutableSortedDictionary(
                w => w.Key,
                w => w.Value.Value,
                StringComparer.Ordinal
            )
        );
        return reweighted is not null
            ? (model, reweighted)
            : throw Wrong("/weights", refusal!.Detail, refusal.Code);
    }

    /// <summary>A model of the ledger, or one that was tried.</summary>
    private static (ScoringModel, ModelVersion)? Released(
        ModelReference reference,
        Book tried,
        Book head
    )
    {
        var model = tried.Scoring.Find(reference.Key) ?? head.Scoring.Find(reference.Key);
        var version = reference.Version is { } number
            ? model?.Versions.FirstOrDefault(v => v.Version == number)
            : model?.LatestReleased ?? model?.Latest;
        if (model is null || version is null)
            throw Wrong("/model", "names no scoring model of the ledger", "unknown-scoring-model");
        return version.ReleasedAt is not null
            ? (model, version)
            : throw Wrong(
                "/model",
                $"names version {version.Version} of '{model.Key}', which is a draft, not released",
                "model-not-released"
            );
    }

    private static ProblemException Wrong(string pointer, string detail, string code) =>
        new(
            Problem.Create(
                code,
                detail[^1] == '.' ? detail : $"{pointer} {detail}.",
                new FieldFault(pointer, detail)
            )
        );
}
