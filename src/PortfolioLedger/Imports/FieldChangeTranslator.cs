using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>
/// Turns changes of single fields into decisions. The first row of an initiative puts it forward.
/// </summary>
internal sealed class FieldChangeTranslator(
    Mapping mapping, MappedChanges changes, ReadHistory history) : IRowTranslator
{
    private readonly Regex? _release =
        changes.Release is { } release ? ChangePatterns.From(release.Pattern) : null;

    // Changes are reported in another order than they take effect: a department is there for all.
    private readonly DateOnly _from = history.Rows.IsEmpty ? default
        : history.Rows.Min(r => r.Change!.EffectiveOn);

    public Translation Translate(SnapshotRow row, Published before)
    {
        var change = row.Change!;
        var commands = ImmutableArray.CreateBuilder<ICommand>();
        var departments = before.Departments;
        if (!before.Initiatives.TryGetValue(row.Initiative, out var figures))
        {
            if (row.Department is { } lead && !departments.ContainsKey(lead.Key))
            {
                commands.Add(new RegisterDepartment(lead.Key, lead.Name, _from));
                departments = departments.Add(lead.Key, lead.Name);
            }
            commands.Add(new ClaimInitiative(
                row.Initiative, row.Name ?? row.InitiativeId, mapping.Initiative.Kind,
                row.Department?.Key, null, null, null, change.EffectiveOn));
            figures = new(null, From: change.EffectiveOn);
        }
        var on = figures.From > change.EffectiveOn ? figures.From.Value : change.EffectiveOn;
        var said = Say(row.Initiative, change, figures, on);
        if (said.Fault is not null)
            return new([], before, said.Fault);
        commands.AddRange(said.Commands);
        return new(commands.DrainToImmutable(),
            before with
            {
                Departments = departments,
                Initiatives = before.Initiatives.SetItem(row.Initiative, said.Figures),
            },
            null, Marks(change, said));
    }

    private Said Say(Key key, FieldChange change, PublishedFigures figures, DateOnly on) =>
        change.New is null ? new([], figures)
        : change.Field == changes.Status.Field ? Status(key, change, figures, on)
        : change.Field == mapping.Phase?.Column ? Phase(key, change.New, figures, on)
        : change.Field == changes.Release?.Field ? Release(key, change.New, figures, on)
        : change.Field == mapping.Initiative.Name.Column
            || change.Field == mapping.Initiative.Department?.Column
            || changes.IgnoreFields?.Contains(change.Field) == true ? new([], figures)
        : Unknown(figures, changes.Field, change.Field, "is no field this mapping knows; "
            + "name it under changes.ignoreFields if it is not wanted");

    private Said Status(Key key, FieldChange change, PublishedFigures figures, DateOnly on)
    {
        if (!changes.Status.Steps.TryGetValue(change.New!, out var step))
            return Unknown(figures, changes.New, change.New!,
                "is no status this mapping knows; add it to changes.status.steps if it is one");
        var old = change.Old is { } text && changes.Status.Steps.TryGetValue(text, out var was)
            ? was : (LifeStep?)null;
        if (step == LifeStep.Propose)
            return figures.Step is null or LifeStep.Propose
                ? new([], figures with { Step = step })
                : Unknown(figures, changes.New, change.New!,
                    "leads back to a proposal, which the ledger's life cycle does not have");
        if (step == LifeStep.Approve && old == LifeStep.Complete)
            step = LifeStep.Reopen;
        if (step == figures.Step || (step, figures.Step) is (LifeStep.Approve, LifeStep.Reopen))
            return new([], figures);
        var implied = LifeSteps.Implied(figures.Step, step);
        return new([Step(key, step, change, on, implied)], figures with { Step = step },
            Implied: implied);
    }

    private ICommand Step(
        Key key, LifeStep step, FieldChange change, DateOnly on, ImmutableArray<string> implied)
    {
        var grounds = new Grounds(
            implied.IsEmpty ? mapping.Rationale
                : $"{mapping.Rationale} (implied before: {string.Join(", ", implied)})",
            change.Document is { } at ? [new(EvidenceKind.Document, at)] : null, on);
        return step switch
        {
            LifeStep.Approve => new ApproveInitiative(key, grounds),
            LifeStep.Complete => new CompleteInitiative(key, on),
            LifeStep.Reopen => new ReopenInitiative(key, grounds),
            LifeStep.Kill => new KillInitiative(key, grounds, change.New!),
            LifeStep.Reject => new RejectInitiative(key, grounds),
            LifeStep.Defer => new DeferInitiative(key, grounds),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "records nothing"),
        };
    }

    private Said Phase(Key key, string phase, PublishedFigures figures, DateOnly on) =>
        changes.Phases is { } known && !known.Contains(phase)
            ? Unknown(figures, changes.New, phase, "is no phase this mapping knows; "
                + $"phases are {string.Join(", ", known)}")
        : phase == figures.Phase ? new([], figures)
        : new([new EnterPhase(key, phase, on)], figures with { Phase = phase });

    private Said Release(Key key, string text, PublishedFigures figures, DateOnly on)
    {
        var release = changes.Release!;
        if (release.Unknown?.Contains(text) == true)
            return new([], figures);
        if (_release!.Match(text) is not { Success: true } match
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None,
                CultureInfo.InvariantCulture, out var number) || number > 1_000)
            return Unknown(figures, changes.New, text, "is no release this mapping knows");
        var day = release.First.AddMonths(number * release.EveryMonths);
        return day == figures.Completion ? new([], figures)
            : new([new ChangeForecastCompletion(key, day, figures.Completion, null, on)],
                figures with { Completion = day });
    }

    /// <summary>
    /// What the ledger takes for granted, and the document where the fact itself holds none.
    /// </summary>
    private static ImmutableArray<string> Marks(FieldChange change, Said said)
    {
        ImmutableArray<string> marks = said.Implied is { IsDefaultOrEmpty: false } implied
            ? ["implied:" + string.Join(',', implied)] : [];
        return change.Document is { } at && !said.Commands.IsEmpty ? marks.Add($"document:{at}")
            : marks;
    }

    private static Said Unknown(
        PublishedFigures figures, string column, string value, string detail) =>
        new([], figures, new("unknown-value", detail, column, value));

    private readonly record struct Said(
        ImmutableArray<ICommand> Commands, PublishedFigures Figures, CellFault? Fault = null,
        ImmutableArray<string> Implied = default);
}
