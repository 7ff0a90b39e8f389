using System.Collections.Immutable;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Lists of initiatives: where they stand, their money, dates, scores and contributions.
/// </summary>
internal static class InitiativeRows
{
    /// <summary>One of them.</summary>
    public static void State(RowDecisions d)
    {
        var row = d.Row;
        var held = d.Before.Initiatives.Find(row.Key);
        if (held is not null)
            Revise(d, held);
        else
            d.Decide(Claimed(d));
        if (row.Text("name") is { } name && held is not null && name != held.NameOn(d.Day))
            d.Decide(new RenameInitiative(row.Key, name, d.EffectiveOn), row.Cell("name"));
        InitiativeStage.State(d, held);
        if (row.Text("phase") is { } phase && phase != held?.Phase.At(d.Day)?.Value)
            d.Decide(new EnterPhase(row.Key, phase, d.EffectiveOn), row.Cell("phase"));
        if (row.Cell("priority")?.AsWhole is { } to && to != held?.Priority.At(d.Day)?.Value)
            d.Decide(new ShiftPriority(row.Key, to, d.Grounds,
                d.Now.Initiatives.Find(row.Key)?.Priority.At(d.Now.Day)?.Value),
                row.Cell("priority"));
        Schedule(d, held);
        InitiativeMoney.State(d, held);
        Scores(d, held);
        Contributions(d, held);
    }

    private static ClaimInitiative Claimed(RowDecisions d)
    {
        var row = d.Row;
        return new(row.Key, d.Required("name"),
            row.Choice<InitiativeKind>("kind") ?? InitiativeKind.Project,
            d.Registering(SubjectKind.Department, row.Cell("department")), Participating(d),
            d.Registering(SubjectKind.ValueStream, row.Cell("valueStream")), row.Text("summary"),
            d.EffectiveOn, row.Text("sponsor"),
            d.Known(SubjectKind.Initiative, row.Cell("program")));
    }

    private static ImmutableArray<Key>? Participating(RowDecisions d) =>
        d.Row.Cell("participatingDepartments") is { } cell
            ? cell.AsTexts.Select(t => d.Registering(SubjectKind.Department, cell, t))
                .OfType<Key>().Distinct().ToImmutableArray()
            : null;

    /// <summary>
    /// What it was put forward with is revised where the list says another; what it leaves blank
    /// stays.
    /// </summary>
    private static void Revise(RowDecisions d, Initiative held)
    {
        var (row, day) = (d.Row, d.Day);
        var revision = new ReviseInitiative(row.Key, d.Grounds);
        d.Revise("kind", revision with
        {
            Kind = d.Other(row.Choice<InitiativeKind>("kind"), held.KindOn(day)),
        });
        d.Revise("sponsor", revision with { Sponsor = d.Other("sponsor", held.SponsorOn(day)) });
        d.Revise("department", revision with
        {
            Department = d.Other(d.Registering(SubjectKind.Department, row.Cell("department")),
                held.DepartmentOn(day)),
        });
        d.Revise("participatingDepartments", revision with
        {
            ParticipatingDepartments = Participating(d) is { } parts
                && !parts.ToHashSet().SetEquals(held.ParticipatingDepartmentsOn(day))
                ? parts : null,
        });
        d.Revise("valueStream", revision with
        {
            ValueStream = d.Other(d.Registering(SubjectKind.ValueStream, row.Cell("valueStream")),
                held.ValueStreamOn(day)),
        });
        d.Revise("program", revision with
        {
            Parent = d.Other(d.Known(SubjectKind.Initiative, row.Cell("program")),
                held.ParentOn(day)),
        });
        if (d.Other("summary", held.SummaryOn(day)) is { } summary)
            d.Decide(new DescribeInitiative(row.Key, summary, d.EffectiveOn), row.Cell("summary"));
    }

    private static void Schedule(RowDecisions d, Initiative? held)
    {
        var row = d.Row;
        var (planned, forecast) = (row.Day("plannedCompletion"), row.Day("forecastCompletion"));
        var expected = held?.ForecastCompletion.At(d.Day)?.Value;
        if (planned is { } completion && completion != held?.BaselineCompletion.At(d.Day)?.Value)
        {
            if (row.Day("start") is { } start && start > completion)
                d.Refuse(
                    row.Cell("start")!,
                    "malformed",
                    "must not be after the planned completion"
                );
            d.Decide(
                new BaselineSchedule(row.Key, completion, d.Grounds, row.Day("start")),
                row.Cell("plannedCompletion"), row.Cell("start")
            );
            expected = completion;
        }
        if (forecast is { } day && day != expected)
            d.Decide(new ChangeForecastCompletion(
                row.Key, day, expected, day.DayNumber - expected?.DayNumber, d.EffectiveOn),
                row.Cell("forecastCompletion"));
    }

    private static void Scores(RowDecisions d, Initiative? held)
    {
        foreach (var cell in d.Row.Each("score"))
        {
            var model = d.List.Model ?? d.Now.Scoring.InForceOn(d.Now.Day)?.Model.Key;
            if (model is not { } key)
            {
                d.Refuse(
                    cell,
                    "unknown-scoring-model",
                    "cannot be recorded: no scoring model is in force. Adopt a model first (draft, "
                        + "release and adopt it under scoring-models), or name one as \"model\" of "
                        + "the list in the mapping"
                );
                continue;
            }
            var criterion = d.Now.Scoring.Find(key)?.CriterionOf(cell.For!);
            if (criterion is null)
                d.Refuse(cell, "unknown-criterion",
                    $"'{cell.For}' is no criterion of the scoring model '{key}'");
            else if (held?.Scores.GetValueOrDefault(criterion.Scale).At(d.Day)?.Value
                != cell.AsNumber)
                d.Decide(new ScoreCriterion(d.Row.Key, key, criterion.Id, cell.AsNumber,
                    d.Grounds), cell);
        }
    }

    private static void Contributions(RowDecisions d, Initiative? held)
    {
        foreach (var cell in d.Row.Each("contribution"))
        {
            if (d.Known(SubjectKind.Objective, cell, cell.For!) is not { } objective)
                continue;
            var strength = (Strength)int.Parse(
                cell.AsText, System.Globalization.CultureInfo.InvariantCulture);
            var claimed = held?.Contributions.GetValueOrDefault(objective).At(d.Day)?.Value;
            var beside = d.Row.Each("confidence").FirstOrDefault(c => c.For == cell.For);
            var confidence = beside is { } stated
                ? new Share(stated.AsNumber) : claimed?.Confidence;
            if (claimed is null)
                d.Decide(new ClaimContribution(
                    d.Row.Key, objective, strength, d.Grounds, confidence), cell, beside);
            else if (claimed != new Contribution(strength, confidence))
                d.Decide(new ReviseContribution(
                    d.Row.Key, objective, strength, d.Grounds, confidence), cell, beside);
        }
        foreach (var cell in d.Row.Each("confidence")
            .Where(c => d.Row.Each("contribution").All(o => o.For != c.For)))
            d.Refuse(cell, "missing", $"needs the contribution to '{cell.For}' beside it");
    }
}
