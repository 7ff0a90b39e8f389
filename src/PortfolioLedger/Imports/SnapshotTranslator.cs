using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>A row in the ledger's terms.</summary>
/// <param name="Commands">What is to be recorded; empty when the row says nothing new.</param>
/// <param name="After">What is published once it is recorded.</param>
/// <param name="Fault">Why it cannot be recorded, or null.</param>
/// <param name="Marks">What its events are marked with, beside the row.</param>
public sealed record Translation(
    ImmutableArray<ICommand> Commands, Published After, CellFault? Fault = null,
    ImmutableArray<string>? Marks = null);

/// <summary>Turns the rows of a file into decisions, each after the ones before it.</summary>
internal interface IRowTranslator
{
    /// <summary>The decisions that lead from what is published to this row.</summary>
    Translation Translate(SnapshotRow row, Published before);
}

/// <summary>The translator for each kind of file.</summary>
internal static class RowTranslators
{
    /// <summary>That of a mapping.</summary>
    public static IRowTranslator From(Mapping mapping, ReadHistory history) =>
        mapping.Changes is { } changes
            ? new FieldChangeTranslator(mapping, changes, history)
            : new SnapshotTranslator(mapping);
}

/// <summary>
/// Turns snapshots into decisions: what a row says that the rows before it did not. Pure.
/// </summary>
internal sealed class SnapshotTranslator(Mapping mapping) : IRowTranslator
{
    private readonly Grounds _grounds = new(mapping.Rationale);

    /// <summary>The decisions that lead from what is published to this row.</summary>
    public Translation Translate(SnapshotRow row, Published before)
    {
        var commands = ImmutableArray.CreateBuilder<ICommand>();
        var (departments, valueStreams) = (before.Departments, before.ValueStreams);
        foreach (var (key, name) in row.Departments.Where(d =>
            !before.Departments.ContainsKey(d.Key))
            .DistinctBy(d => d.Key))
        {
            commands.Add(new RegisterDepartment(key, name));
            departments = departments.Add(key, name);
        }
        if (row.ValueStream is { } stream && !valueStreams.ContainsKey(stream.Key))
        {
            commands.Add(new IdentifyValueStream(stream.Key, stream.Name));
            valueStreams = valueStreams.Add(stream.Key, stream.Name);
        }
        if (!before.Initiatives.TryGetValue(row.Initiative, out var figures))
        {
            if (row.Name is null)
                return Refused(before, new("missing",
                    "must not be blank in the first row of an initiative",
                    mapping.Initiative.Name.Column));
            commands.Add(Claimed(row, row.Name));
        }
        else if (figures.ExternalId is { } other && other != row.ExternalId)
            return Refused(before, new("bad-key",
                $"makes the key '{row.Initiative}', which '{other}' has already",
                mapping.ExternalId.Column, row.ExternalId));
        figures = (figures ?? new(row.ExternalId)) with { ExternalId = row.ExternalId };
        figures = Schedule(row, Budget(row, Phase(row, figures, commands), commands), commands);
        return new(commands.DrainToImmutable(),
            new(departments, valueStreams, before.Initiatives.SetItem(row.Initiative, figures)));
    }

    private static Translation Refused(Published before, CellFault fault) => new([], before, fault);

    private ClaimInitiative Claimed(SnapshotRow row, string name) => new(
        row.Initiative, name, mapping.Initiative.Kind, row.Department?.Key,
        row.Participating is { } participating ? [.. participating.Select(d => d.Key)] : null,
        row.ValueStream?.Key, row.Summary);

    private static PublishedFigures Phase(
        SnapshotRow row, PublishedFigures figures, ImmutableArray<ICommand>.Builder commands)
    {
        if (row.Phase is null || row.Phase == figures.Phase)
            return figures;
        commands.Add(new EnterPhase(row.Initiative, row.Phase));
        return figures with { Phase = row.Phase };
    }

    /// <summary>
    /// The first budget includes its change; later a change counts, to the total published.
    /// </summary>
    private PublishedFigures Budget(
        SnapshotRow row, PublishedFigures figures, ImmutableArray<ICommand>.Builder commands)
    {
        if (mapping.Budget is not { } mapped || row.Budget is not { } total)
            return figures;
        var change = mapped.Change is null ? total - figures.Budget : row.BudgetChange;
        if (figures.Budget is null)
            commands.Add(new ApproveBudget(row.Initiative, mapped.Period, Money(total), _grounds));
        else if (change is { } delta && delta != 0)
            commands.Add(new ChangeBudget(
                row.Initiative, mapped.Period, Money(delta), Money(total), _grounds));
        else
            return figures;
        return figures with { Budget = total };
    }

    /// <summary>The same for the expected completion, in days.</summary>
    private PublishedFigures Schedule(
        SnapshotRow row, PublishedFigures figures, ImmutableArray<ICommand>.Builder commands)
    {
        if (mapping.Completion is not { } mapped || row.Completion is not { } completion)
            return figures;
        var change = mapped.ChangeInDays is null
            ? completion.DayNumber - figures.Completion?.DayNumber
            : row.CompletionChange;
        if (figures.Completion is not { } old)
            commands.Add(new BaselineSchedule(row.Initiative, completion, _grounds));
        else if (change is { } days && days != 0)
            commands.Add(new ChangeForecastCompletion(row.Initiative, completion, old, days));
        else
            return figures;
        return figures with { Completion = completion };
    }

    private Money Money(decimal amount) => new(amount, mapping.Portfolio.Currency);
}
