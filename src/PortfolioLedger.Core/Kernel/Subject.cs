using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>The kinds of things that have a key of their own; stored by name.</summary>
public enum SubjectKind
{
    /// <summary>The portfolio itself.</summary>
    Portfolio,
    /// <summary>An organisational unit that owns or takes part in work.</summary>
    Department,
    /// <summary>A group of customers.</summary>
    CustomerSegment,
    /// <summary>A strategic aim with a weight.</summary>
    Objective,
    /// <summary>A chain of work that brings value to customers.</summary>
    ValueStream,
    /// <summary>A project, program or product.</summary>
    Initiative,
    /// <summary>A deliverable of an initiative.</summary>
    Output,
    /// <summary>A measured effect (KPI).</summary>
    Outcome,
    /// <summary>One piece of feedback from a customer.</summary>
    Feedback,
    /// <summary>A set of criteria and a formula that rank initiatives.</summary>
    ScoringModel,
    /// <summary>A ranking published to the board.</summary>
    Ranking,
    /// <summary>A decision taken by a governance body.</summary>
    Decision,
    /// <summary>A span of time at whose end the board reviews the portfolio.</summary>
    ReviewCycle,
    /// <summary>A person or group with an interest in the portfolio.</summary>
    Stakeholder,
    /// <summary>Something communicated to stakeholders.</summary>
    Communication,
    /// <summary>One round of a survey.</summary>
    Survey,
    /// <summary>A saved question that is asked repeatedly.</summary>
    Report,
    /// <summary>Reports in order for an audience.</summary>
    Dashboard,
    /// <summary>Somebody who is notified of events.</summary>
    Subscription,
    /// <summary>What was tried together, and adopted.</summary>
    Scenario,
}

/// <summary>A thing an event is about, written <c>initiative/croton</c>.</summary>
[JsonConverter(typeof(SubjectJson))]
public readonly record struct Subject(SubjectKind Kind, Key Key) : IComparable<Subject>
{
    /// <summary>The stored name of the kind, for example <c>value-stream</c>.</summary>
    public string KindName => NameOf(Kind);

    /// <summary>The stored name of a kind.</summary>
    public static string NameOf(SubjectKind kind) => Enumeration<SubjectKind>.NameOf(kind);

    /// <summary>Reads <c>kind/key</c>; false when it has another form.</summary>
    public static bool TryParse(string? text, out Subject subject)
    {
        subject = default;
        if (text is null || text.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)
            || !Enumeration<SubjectKind>.TryParse(text[..slash], out var kind)
            || !Key.TryParse(text[(slash + 1)..], out var key))
            return false;
        subject = new Subject(kind, key);
        return true;
    }

    public int CompareTo(Subject other) =>
        Kind != other.Kind ? (int)Kind - (int)other.Kind : Key.CompareTo(other.Key);

    public override string ToString() => $"{KindName}/{Key}";
}

/// <summary>Subjects as JSON strings and property names.</summary>
public sealed class SubjectJson : JsonConverter<Subject>
{
    public override Subject Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString());

    public override void Write(
        Utf8JsonWriter writer,
        Subject value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());

    public override Subject ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, Subject value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static Subject Parse(string? text) => Subject.TryParse(text, out var subject)
        ? subject
        : throw new JsonException("must be <kind>/<key>");
}
