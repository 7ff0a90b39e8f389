using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>The FTE from a day on.</summary>
public sealed record FteFrom(DateOnly On, decimal Fte);

/// <summary>People of one department and role given to an initiative.</summary>
/// <param name="Department">Whose staff.</param>
/// <param name="Role">What they do.</param>
/// <param name="Fte">Full-time equivalents on the day of the book.</param>
/// <param name="Course">How the number changes, past and to come.</param>
public sealed record AllocatedPeople(
    Key Department, string Role, decimal Fte, ImmutableArray<FteFrom> Course)
{
    internal static AllocatedPeople From(Allocation allocation, DateOnly day)
    {
        decimal fte = 0;
        var course = ImmutableArray.CreateBuilder<FteFrom>();
        foreach (var (on, step) in allocation.Steps)
            if (step.On(day) is { } change and not 0)
                course.Add(new(on, fte += change));
        return new(allocation.Department, allocation.Role, allocation.FteOn(day, day),
            course.ToImmutable());
    }
}

/// <summary>An initiative that another one needs.</summary>
public sealed record NeededInitiative(
    Key Initiative, string Name, Stage Stage, DependencyKind? Kind, string? Reason)
{
    internal static IEnumerable<NeededInitiative> By(Book book, Initiative initiative) =>
        from needed in initiative.Dependencies
        let dependency = needed.Value.At(book.Day)?.Value
        where dependency is not null
        let other = book.Initiatives.Find(needed.Key)
        select new NeededInitiative(needed.Key, book.InitiativeName(needed.Key),
            other!.StageOn(book.Day), dependency.Kind, dependency.Reason);

    /// <summary>Who needs an initiative.</summary>
    internal static IEnumerable<Key> Needing(Book book, Key key) => book.Initiatives.On(book.Day)
        .Where(i => i.Dependencies.GetValueOrDefault(key).At(book.Day)?.Value is not null)
        .Select(i => i.Key);
}

/// <summary>What assurance says on one scale.</summary>
/// <param name="Scale">Its name.</param>
/// <param name="Rating">On the scale.</param>
/// <param name="Level">From 1, the worst.</param>
/// <param name="Levels">How many the scale has.</param>
/// <param name="Assessor">Who rated.</param>
/// <param name="Since">In force since.</param>
/// <param name="Position">Of the event.</param>
public sealed record AssuranceItem(
    string Scale, string Rating, int? Level, int? Levels, string? Assessor, DateOnly Since,
    long Position)
{
    internal static IEnumerable<AssuranceItem> From(Initiative initiative, DateOnly day) =>
        from given in initiative.Assurance
        let rated = given.Value.At(day)
        where rated is not null
        let scale = AssuranceScale.Find(given.Key)
        select new AssuranceItem(given.Key, rated.Value.Rating, scale?.LevelOf(rated.Value.Rating),
            scale?.Ratings.Length, rated.Value.Assessor, rated.EffectiveOn, rated.Position);
}

/// <summary>How an initiative ended before its time.</summary>
/// <param name="ReasonCode">Why it was killed.</param>
/// <param name="SunkCost">What was spent in vain, in the portfolio's currency.</param>
/// <param name="MergedInto">Which took it up.</param>
public sealed record EarlyEnd(string? ReasonCode, decimal? SunkCost, Key? MergedInto)
{
    internal static EarlyEnd? From(Initiative initiative, DateOnly day) =>
        initiative.StageOn(day) is Stage.Killed or Stage.Merged
        && initiative.Ending.At(day)?.Value is { } end
            ? new(end.ReasonCode, end.SunkCost?.Amount, end.Into) : null;

    /// <summary>Initiatives that another one took up.</summary>
    internal static IEnumerable<Key> TakenUpBy(Book book, Key key) => book.Initiatives.On(book.Day)
        .Where(i => From(i, book.Day)?.MergedInto == key).Select(i => i.Key);
}
