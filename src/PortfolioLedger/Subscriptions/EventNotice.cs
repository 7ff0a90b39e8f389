using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Subscriptions;

/// <summary>An event as subscribers are told of it.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Stored">The event.</param>
/// <param name="Line">Its line of the timeline, in the words of the moment.</param>
internal sealed record EventNotice(Key Portfolio, StoredEntry Stored, TimelineItem Line)
{
    /// <summary>A notice in the words of the book the event led to.</summary>
    public static EventNotice From(StoredEntry stored, Book book) =>
        new(book.Portfolio, stored, TimelineItem.From(stored.Entry, book));

    /// <summary>As a CloudEvent with the timeline's sentence.</summary>
    public string CloudEvent()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Http.Queries.CloudEvent.Writer))
            Http.Queries.CloudEvent.Write(json, Portfolio, Stored, Line.Sentence);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>Who, when and why, for people.</summary>
    public string Text()
    {
        var text = new StringBuilder($"{Line.Sentence}.\n\n");
        text.Append($"Recorded by {Line.Actor} ({Enumeration<Role>.NameOf(Line.Role)}"
            + (Line.Department is { } department ? $", {department}" : "") + ")");
        text.Append($" on {ViewJson.Instant(Line.RecordedAt)}");
        text.Append(
            Line.Claimed ? $", known {ViewJson.Instant(Line.KnownAt)} as its source claims" : ""
        );
        text.Append($", effective on {Line.EffectiveOn:O}.\n");
        if (Line.Rationale is { } rationale)
            text.Append($"Why: {rationale}\n");
        text.Append(
            $"Portfolio {Portfolio}, position {Line.Position}, {Line.Type} about {Line.Subject}.\n"
        );
        return text.ToString();
    }
}
