namespace PortfolioLedger.Core.Initiatives;

/// <summary>Where an initiative stands in its life; stored by name.</summary>
public enum Stage
{
    /// <summary>Put forward.</summary>
    Proposed,
    /// <summary>Handed to the board.</summary>
    Submitted,
    /// <summary>Agreed to be carried out.</summary>
    Approved,
    /// <summary>Put off until a later look.</summary>
    Deferred,
    /// <summary>Turned down; final.</summary>
    Rejected,
    /// <summary>Being carried out.</summary>
    Active,
    /// <summary>Interrupted.</summary>
    Paused,
    /// <summary>Carried out.</summary>
    Completed,
    /// <summary>Wound up; can only be reopened.</summary>
    Closed,
    /// <summary>Ended before its time; final.</summary>
    Killed,
    /// <summary>Taken up into another initiative; final.</summary>
    Merged,
}

/// <summary>What a stage allows.</summary>
public static class Stages
{
    /// <summary>From where an initiative can be killed or merged.</summary>
    internal static ReadOnlySpan<Stage> BeforeTheEnd =>
        [
            Stage.Proposed,
            Stage.Submitted,
            Stage.Approved,
            Stage.Deferred,
            Stage.Active,
            Stage.Paused,
            Stage.Completed,
        ];

    /// <summary>Nothing can follow it.</summary>
    public static bool IsFinal(this Stage stage) =>
        stage is Stage.Rejected or Stage.Killed or Stage.Merged;

    /// <summary>
    /// Budget, schedule, scores and the like may be recorded: neither final nor closed.
    /// </summary>
    public static bool IsOpen(this Stage stage) => !stage.IsFinal() && stage != Stage.Closed;

    /// <summary>Alignment and ranking cover it unless other stages are asked for.</summary>
    public static bool Counts(this Stage stage) => stage.IsOpen() && stage != Stage.Completed;

    /// <summary>
    /// The stages an answer covers: those asked for, else those that count; in the order of a life.
    /// </summary>
    public static ImmutableArray<Stage> Covered(ImmutableArray<Stage>? asked) =>
        [.. Enum.GetValues<Stage>().Where(s => asked?.Contains(s) ?? s.Counts())];

    /// <summary>
    /// Refuses a step of the life cycle that is not possible from where the initiative stands, or
    /// that a later-dated step would undo.
    /// </summary>
    internal static Refusal? RefuseStep(
        this Book book,
        ICommand step,
        Key key,
        Caller caller,
        Stage to,
        params ReadOnlySpan<Stage> from
    )
    {
        if (book.Initiatives.Find(key) is not { } initiative)
            return Refusal.Unknown(SubjectKind.Initiative, key);
        if (caller.Claims)
            return null;
        var stage = initiative.StageOn(book.Day);
        var detail = from.Contains(stage)
            ? Undone(initiative, step.EffectiveOn ?? Later(book.Day, initiative.From))
            : $"The initiative is {Prose.Of(stage)} and cannot be {Done(step, to)}; only one "
                + $"that is {Names(from)} can.";
        return detail is null ? null
            : new Refusal("illegal-transition", detail, new Subject(SubjectKind.Initiative, key));
    }

    /// <summary>Why a step would not count: the stage with the latest day wins.</summary>
    private static string? Undone(Initiative initiative, DateOnly effectiveOn) =>
        initiative.Stage.Values[^1] is var latest
        && (effectiveOn >= latest.EffectiveOn || effectiveOn < initiative.From)
            ? null
            : $"The initiative is {Prose.Of(latest.Value)} from {latest.EffectiveOn:O} on, which "
                + $"would undo a step of {effectiveOn:O}; give an effectiveOn of "
                + $"{latest.EffectiveOn:O} or "
                + "later.";

    /// <summary>What a step does to an initiative, in the past tense.</summary>
    private static string Done(ICommand step, Stage to) => step switch
    {
        StartInitiative => "started",
        ResumeInitiative => "resumed",
        ReopenInitiative => "reopened",
        _ => Prose.Of(to),
    };

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static string Names(ReadOnlySpan<Stage> stages)
    {
        var names = new List<string>(stages.Length);
        foreach (var stage in stages)
            names.Add(Prose.Of(stage));
        return Prose.List(names, "or");
    }
}
