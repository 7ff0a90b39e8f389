using System.Text.Json;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Pages.Views;

/// <summary>Which events stand behind a number: those about what it is said of.</summary>
internal static class EventLinks
{
    /// <summary>
    /// The one kind of event that a number comes from; null where several kinds or other numbers
    /// make it, and all events about the thing stand behind it.
    /// </summary>
    public static string? TypeBehind(SubjectKind kind, string field) => (kind, field) switch
    {
        (SubjectKind.Initiative, "spend") => "spend-recorded",
        (SubjectKind.Initiative, "effortHours") => "effort-recorded",
        (SubjectKind.Initiative, "boardPriority") => "priority-shifted",
        (SubjectKind.Initiative, "criterion") => "criterion-scored",
        (SubjectKind.Initiative, "outputsDelivered") => "output-delivered",
        (SubjectKind.Initiative, "outputsPlanned") => "output-planned",
        (SubjectKind.Objective, "weight") => "objectives-reweighted",
        (SubjectKind.ValueStream, "importance") => "importance-assessed",
        (SubjectKind.ValueStream, "money" or "fte") => "resources-stated",
        (SubjectKind.Department, "fte") => "capacity-set",
        _ => null,
    };

    /// <summary>
    /// The same of the portfolio as a whole; null where many kinds make the number, and all events
    /// up to the time of the page stand behind it.
    /// </summary>
    public static string? TypeBehind(string field) => field switch
    {
        "budget" or "budgetTotal" => "portfolio-budget-set",
        "approved" or "approvedBudget" or "budgetUsed" or "committed" => "budget-approved",
        "spend" or "spent" or "actualCost" => "spend-recorded",
        "effortHours" or "hours" => "effort-recorded",
        "outputsDelivered" or "deliveredOutputs" => "output-delivered",
        "measured" or "measurements" or "outcomesMeasured" => "outcome-measured",
        "received" or "feedback" or "feedbackReceived" => "feedback-received",
        "answered" or "feedbackAnswered" => "feedback-answered",
        "decisionsTaken" or "taken" => "decision-taken",
        "superseded" => "decision-superseded",
        "killed" or "initiativesKilled" => "initiative-killed",
        "completed" or "initiativesCompleted" => "initiative-completed",
        _ => null,
    };

    /// <summary>What a row speaks of: the first key in it; null where it names nothing.</summary>
    public static Subject? SubjectOf(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var part in row.EnumerateObject())
            if (part.Value.ValueKind == JsonValueKind.String
                && SubjectOf(part.Name, part.Value.GetString()) is { } subject)
                return subject;
        return null;
    }

    private static Subject? SubjectOf(string field, string? text) =>
        Subject.TryParse(text, out var subject) ? subject
        : KindOf(field) is { } kind && Key.TryParse(text, out var key) ? new(kind, key)
        : null;

    /// <summary>The kind of thing that a field of this name holds.</summary>
    public static SubjectKind? KindOf(string field) =>
        field is "program" or "children" ? SubjectKind.Initiative
        : field is "segment" or "heardNotServed" ? SubjectKind.CustomerSegment
        : field == "reports" ? SubjectKind.Report
        : field == "dashboards" ? SubjectKind.Dashboard
        : Enumeration<SubjectKind>.TryParse(
            JsonNamingPolicy.KebabCaseLower.ConvertName(field), out var kind) ? kind : null;
}
