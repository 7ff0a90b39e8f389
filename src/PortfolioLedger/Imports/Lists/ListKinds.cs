using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports.Lists;

/// <summary>What a cell of a field must hold.</summary>
internal enum FieldForm
{
    /// <summary>Any text.</summary>
    Text,
    /// <summary>Several texts with a separator between them, or in repeated columns.</summary>
    Texts,
    /// <summary>One of the names of the field.</summary>
    Choice,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A number from 0 to 1, or a percentage.</summary>
    Share,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary>A date.</summary>
    Day,
}

/// <summary>A field that a list can have.</summary>
/// <param name="Name">In mappings.</param>
/// <param name="Form">What its cells must hold.</param>
/// <param name="Example">A cell as a template shows it.</param>
/// <param name="Note">What it means.</param>
/// <param name="Required">Without it a thing that is not in the ledger yet is refused.</param>
/// <param name="Per">
/// The placeholder of its header, if there is a column for each of something.
/// </param>
/// <param name="Choices">The names it can hold.</param>
internal sealed record ListField(
    string Name, FieldForm Form, string Example, string Note, bool Required = false,
    string? Per = null, ImmutableArray<string>? Choices = null)
{
    /// <summary>Its sum over all rows is held against the ledger.</summary>
    public bool Sums { get; init; }

    /// <summary>It holds words of a person, which are sealed and can be erased.</summary>
    public bool IsSealed { get; init; }
}

/// <summary>A kind of list: what its rows are, and which fields they have.</summary>
/// <param name="Name">As in <c>of</c>.</param>
/// <param name="Subject">What a row is about.</param>
/// <param name="ExampleId">An id as a template shows it.</param>
/// <param name="Fields">In the order of a template.</param>
/// <param name="State">Decides what a row says that the ledger does not hold.</param>
internal sealed record ListKind(
    string Name, SubjectKind Subject, string ExampleId, ImmutableArray<ListField> Fields,
    Action<RowDecisions> State)
{
    /// <summary>
    /// True when a row is about a thing of another list, which must be in the ledger.
    /// </summary>
    public bool Refers { get; init; }

    /// <summary>
    /// Whether its rows hold words of persons. Reports of imports are kept, and what they quote
    /// could not be erased: so they quote no text of such a list, whichever column it stands in.
    /// </summary>
    public bool HoldsWords => Fields.Any(f => f.IsSealed);

    /// <summary>The fields that tell rows about the same thing apart.</summary>
    public ImmutableArray<string> Identity { get; init; } = [];

    /// <summary>What the ledger holds of a figure of a row; null when it holds none.</summary>
    public Func<Book, ListNames, Key, ListRow, string, decimal?>? Held { get; init; }

    /// <summary>The field of this name, or null.</summary>
    public ListField? Field(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <summary>
/// All kinds of lists, in the order they are imported: nothing before what it names.
/// </summary>
internal static class ListKinds
{
    private static readonly ListField Name =
        new("name", FieldForm.Text, "Environmental Protection", "for people", Required: true);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ListKind> All =
    [
        new("departments", SubjectKind.Department, "dep", [Name], NamedRows.Department),
        new(
            "customer-segments",
            SubjectKind.CustomerSegment,
            "households",
            [Name with { Example = "Households" }],
            NamedRows.Segment
        ),
        new(
            "value-streams",
            SubjectKind.ValueStream,
            "water",
            ValueStreams(),
            ValueStreamRows.State
        ),
        new("objectives", SubjectKind.Objective, "growth", Objectives(), ObjectiveRows.State),
        ComparisonRows.Kind,
        new("initiatives", SubjectKind.Initiative, "croton", Initiatives(), InitiativeRows.State),
        FinancialCaseRows.Kind,
        AllocationRows.Kind,
        new("outcomes", SubjectKind.Outcome, "outages", Outcomes(), OutcomeRows.State),
        MeasurementRows.Kind,
        BenefitRows.Kind,
        new("feedback", SubjectKind.Feedback, "fb-12", Feedback(), FeedbackRows.State),
    ];

    /// <summary>The kind of this name, or null.</summary>
    public static ListKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    private static ImmutableArray<ListField> ValueStreams() =>
    [
        Name with { Example = "Water supply" },
        Choice<ValueStreamKind>("kind", "operational", "operational or development"),
        new("proposition", FieldForm.Text, "Clean water at any hour", "what customers get"),
        new("ownerDepartment", FieldForm.Text, "dep", "key or name of the department"),
        new("importance", FieldForm.Share, "0.5", "share of all value streams"),
        new("tangibleShare", FieldForm.Share, "0.7", "tangible part of its importance"),
        new("money", FieldForm.Number, "4000000", "money it needs in the period", Per: "period"),
        new("fte", FieldForm.Number, "25", "people it needs in the period", Per: "period"),
    ];

    private static ImmutableArray<ListField> Objectives() =>
    [
        new("title", FieldForm.Text, "Grow in the region", "for people", Required: true),
        new("statement", FieldForm.Text, "Serve two more counties", "what is aimed at",
            Required: true),
        Choice<ObjectiveLevel>("level", "strategic", "strategic if blank"),
        new("owner", FieldForm.Text, "ceo", "id of who answers for it, no name", Required: true),
        new("parent", FieldForm.Text, "", "key or title of the objective above"),
        new("horizonEnd", FieldForm.Day, "2028-12-31", "until when it is pursued"),
        new("status", FieldForm.Choice, "approved", "approved if blank",
            Choices: ["proposed", "approved"]),
        new("weight", FieldForm.Share, "1", "of all strategic ones; they add up to 1. Blank where "
            + "they are compared in pairs (objective-comparisons)"),
    ];

    private static ImmutableArray<ListField> Initiatives() =>
    [
        Name with { Example = "Croton Falls" },
        Choice<InitiativeKind>("kind", "project", "project if blank"),
        new("sponsor", FieldForm.Text, "maria", "id of who answers for it, no name"),
        new("department", FieldForm.Text, "dep", "key or name of the one that leads"),
        new("participatingDepartments", FieldForm.Texts, "finance; legal", "those that take part"),
        new("valueStream", FieldForm.Text, "water", "key or name of the one it serves"),
        new("program", FieldForm.Text, "", "key or name of the program it belongs to"),
        new("summary", FieldForm.Text, "A new intake", "what it is about"),
        Choice<Stage>("stage", "active", "where it stands; proposed if blank"),
        new("phase", FieldForm.Text, "design", "delivery phase"),
        new("priority", FieldForm.Whole, "2", "board priority class, 1 (highest) to 5"),
        new("start", FieldForm.Day, "2026-01-15", "planned start; counts with plannedCompletion"),
        new("plannedCompletion", FieldForm.Day, "2027-06-30", "baseline of the schedule"),
        new("forecastCompletion", FieldForm.Day, "2027-09-30", "when it is expected to end"),
        new("requestedBudget", FieldForm.Number, "650000", "budget requested for the period",
            Per: "period"),
        new("budget", FieldForm.Number, "600000",
            "approved budget of the period; requested, as long as it is not approved",
            Per: "period"),
        new("spend", FieldForm.Number, "120000", "all spend up to now"),
        new("score", FieldForm.Number, "", "score on the criterion", Per: "criterion"),
        new("contribution", FieldForm.Choice, "9", "how far it serves the objective",
            Per: "objective", Choices: ["0", "1", "3", "9"]),
        new("confidence", FieldForm.Share, "0.8", "in that contribution", Per: "objective"),
    ];

    private static ImmutableArray<ListField> Outcomes() =>
        [
            Name with
            {
                Example = "Outage hours",
            },
            new("unit", FieldForm.Text, "hours", "of all its values"),
            Choice<Direction>("direction", "decrease", "increase if blank"),
            Choice<OutcomeKind>("kind", "tangible", "tangible or intangible"),
            Choice<OutcomeCategory>("category", "customer", "what it is about"),
            new("owner", FieldForm.Text, "maria", "id of who answers for it, no name"),
            new("segment", FieldForm.Text, "households", "key or name of the customer segment"),
            new("frequency", FieldForm.Text, "monthly", "how often it is measured"),
            new("baseline", FieldForm.Number, "10", "value before anything was done"),
            new("baselineOn", FieldForm.Day, "2026-01-01", "its day; needed with baseline"),
            new("targetMin", FieldForm.Number, "", "at least this; to increase, or for a range"),
            new("targetMax", FieldForm.Number, "0", "at most this; to decrease, or for a range"),
            new("targetBy", FieldForm.Day, "2026-12-31", "by when; needed with a target"),
            Choice<TargetChangeKind>(
                "targetChange",
                "",
                "why another target than before; ambition if blank"
            ),
            new("measured", FieldForm.Number, "7", "latest value"),
            new("measuredOn", FieldForm.Day, "2026-02-28", "its day; needed with measured"),
            new("measurement", FieldForm.Number, "7", "value on that day", Per: "on"),
            new("objectives", FieldForm.Texts, "growth", "keys or titles of those it shows"),
            new("initiatives", FieldForm.Texts, "croton", "keys or names of those that serve it"),
        ];

    private static ImmutableArray<ListField> Feedback() =>
    [
        new("text", FieldForm.Text, "The water was brown again", "in the customer's words; sealed",
            Required: true) { IsSealed = true },
        new("segment", FieldForm.Text, "households", "key or name of the customer segment"),
        new("channel", FieldForm.Text, "survey", "how it came"),
        new("onBehalfOf", FieldForm.Text, "c-4711", "id of the customer, no name"),
        new("receivedOn", FieldForm.Day, "2026-02-20", "when it came"),
        new("score", FieldForm.Number, "2", "mark given"),
        new("scale", FieldForm.Text, "1-5", "of the mark; needed with score"),
        new("theme", FieldForm.Text, "water quality", "what it is about"),
        new("need", FieldForm.Text, "clean water", "what is needed; counts with theme"),
        new("expectedOutcome", FieldForm.Text, "no brown water", "counts with theme"),
        new("initiative", FieldForm.Text, "croton", "key or name of the one that answers it"),
        new("importance", FieldForm.Whole, "3", "0 to 3, for that initiative; 1 if blank"),
    ];

    /// <summary>A field that holds one of the stored names of an enum.</summary>
    internal static ListField Choice<T>(string name, string example, string note)
        where T : struct, Enum =>
        new(name, FieldForm.Choice, example, note, Choices: [.. Enumeration<T>.Names]);
}
