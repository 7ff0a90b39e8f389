using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Explanation;

/// <summary>What an initiative's score and rank are at one moment.</summary>
/// <param name="Score">
/// Null when it has none: not counted, incomplete, or without a number (ADR 0021).
/// </param>
/// <param name="Rank">From 1; null when it is not ranked.</param>
internal readonly record struct Standing(decimal? Score, int? Rank);

/// <summary>
/// The scores of all counted initiatives, kept up to date decision by decision: only what a
/// decision can have changed is scored again. Equal to the ranking of the same book. Where one
/// initiative stands is counted along, so that each decision costs the same however many there are.
/// </summary>
/// <param name="watched">The initiative whose standing is asked for.</param>
/// <param name="question">How the ranking is asked for.</param>
internal sealed class ScoreBoard(Key watched, RankingQuestion question)
{
    /// <summary>Of what is ranked; null is a score without a number, which comes first.</summary>
    private readonly SortedDictionary<Key, decimal?> _scores = [];
    private (ScoringModel Model, ModelVersion Version)? _model;
    private CriterionValues? _known;
    private bool _reachesWide;
    private bool _ranked;
    private decimal? _own;
    private int _ahead;

    /// <summary>Where the initiative stands.</summary>
    public Standing Standing => _ranked ? new(_own, _ahead + 1) : default;

    /// <summary>What its criteria are, before mapping; empty when it is not scored.</summary>
    public ImmutableSortedDictionary<string, decimal> Values { get; private set; } =
        Ordered.ByText<decimal>();

    /// <summary>What is ranked.</summary>
    public ImmutableSortedSet<Key> Ranked => [.. _scores.Keys];

    /// <summary>What stands before it; empty when it is not ranked.</summary>
    public ImmutableSortedSet<Key> Ahead =>
        [.. _scores.Where(s => IsAhead(s.Key, s.Value)).Select(s => s.Key)];

    /// <summary>Scores everything.</summary>
    public void Take(Book book)
    {
        _scores.Clear();
        (_ranked, _own, _ahead) = (false, null, 0);
        Values = Values.Clear();
        _model = question.Restated ?? book.Scoring.InForceOn(book.Day);
        _reachesWide = _model is var (_, version) && IsWide(version);
        if (_model is null)
            return;
        _known = new CriterionValues(book);
        foreach (var initiative in book.CountedInitiatives())
            if (
                InitiativeScore.From(_known, initiative, _model.Value.Version) is
                { Complete: true } card
            )
            {
                _scores[initiative.Key] = card.Total;
                if (initiative.Key == watched)
                    Values = card.Values;
            }
        Count();
    }

    /// <summary>
    /// Scores what a decision changed; false when it cannot have changed any score.
    /// </summary>
    public bool Take(Book book, IFact cause)
    {
        switch (cause)
        {
            case IReversesEntries:
                Take(book);
                return true;
            case IScoringFact when question.Restated is null
                && book.Scoring.InForceOn(book.Day)?.Version != _model?.Version:
                Take(book);
                return true;
            case IInitiativeFact:
                return Take(book, cause, [.. cause.Subjects()
                    .Where(s => s.Kind == SubjectKind.Initiative).Select(s => s.Key)]);
            case not IScoringFact when _reachesWide:
                return Take(book, cause, []);
            default:
                return false;
        }
    }

    /// <summary>Scores what the mere passing of days can have changed.</summary>
    public bool TakeDay(Book book) => _reachesWide && Take(book, null, []);

    /// <summary>The score of one initiative alone; null when it has none.</summary>
    public static decimal? ScoreOf(Book book, Key initiative, RankingQuestion question) =>
        (question.Restated ?? book.Scoring.InForceOn(book.Day)) is var (_, version)
            ? CardOf(book, new(book), initiative, version)?.Total : null;

    /// <summary>Scores some initiatives, and those of which something else is known now.</summary>
    private bool Take(Book book, IFact? cause, ImmutableArray<Key> changed)
    {
        if (_model is null || _known is null)
            return false;
        var known = new CriterionValues(book, _known, cause);
        if (_reachesWide)
        {
            if (known.ChangedSince(_known, _model.Value.Version) is not { } others)
            {
                Take(book);
                return true;
            }
            changed = [.. changed.Concat(others).Distinct()];
        }
        _known = known;
        foreach (var key in changed)
            Set(key, CardOf(book, known, key, _model.Value.Version));
        return true;
    }

    private void Set(Key key, InitiativeScore? card)
    {
        if (key != watched && _scores.TryGetValue(key, out var before) && IsAhead(key, before))
            _ahead--;
        if (card is { Complete: true })
            _scores[key] = card.Total;
        else
            _scores.Remove(key);
        if (key == watched)
        {
            Values = card is { Complete: true } ? card.Values : Values.Clear();
            Count();
        }
        else if (card is { Complete: true } && IsAhead(key, card.Total))
            _ahead++;
    }

    private void Count()
    {
        _ranked = _scores.TryGetValue(watched, out _own);
        _ahead = _scores.Count(s => IsAhead(s.Key, s.Value));
    }

    /// <summary>
    /// Whether it stands before the one that is watched: more score, or as much and first by key.
    /// </summary>
    private bool IsAhead(Key key, decimal? score) => _ranked
        && (score == _own ? key.CompareTo(watched) < 0 : score is null || score > _own);

    private static InitiativeScore? CardOf(
        Book book, CriterionValues known, Key key, ModelVersion version) =>
        book.Initiatives.Find(key) is { } initiative && initiative.From <= book.Day
            && initiative.StageOn(book.Day).Counts()
            ? InitiativeScore.From(known, initiative, version) : null;

    /// <summary>Whether a model rests on more than the initiative itself.</summary>
    private static bool IsWide(ModelVersion version) => version.Formula == Formula.Alignment
        || version.Criteria.Any(c => c.Source is CriterionSource.Alignment
            or CriterionSource.Attainment or CriterionSource.Feedback);
}
