using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Http.Queries;

/// <summary>An entry of the journal as a CloudEvent 1.0 in JSON, on one line.</summary>
internal static class CloudEvent
{
    /// <summary>How events are written: readable, and without looking twice.</summary>
    public static readonly JsonWriterOptions Writer =
        new() { Encoder = ViewJson.Options.Encoder, SkipValidation = true };

    /// <summary>Writes an entry; its <c>data</c> in RFC 8785 form.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="portfolio">Whose journal it stands in.</param>
    /// <param name="stored">The entry.</param>
    /// <param name="sentence">What happened, for people; left out if null.</param>
    public static void Write(
        Utf8JsonWriter json, Key portfolio, in StoredEntry stored, string? sentence = null)
    {
        var entry = stored.Entry;
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", entry.Id);
        json.WriteString("source", $"/api/v1/portfolios/{portfolio}");
        json.WriteString("type", stored.Type);
        json.WriteString("subject", entry.Fact.Subjects()[0].ToString());
        json.WriteString("time", ViewJson.Instant(entry.RecordedAt));
        json.WriteNumber("position", entry.Position);
        json.WriteString("knownat", ViewJson.Instant(entry.KnownAt));
        json.WriteString("effectiveon",
            entry.EffectiveOn.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("actor", entry.Actor.Id);
        json.WriteString("actorrole", Enumeration<Role>.NameOf(entry.Actor.Role));
        if (entry.Actor.Department is { } department)
            json.WriteString("actordepartment", department);
        if (entry.OnBehalfOf is { } other)
            json.WriteString("onbehalfof", other);
        if (entry.ReportedAt is { } reportedAt)
            json.WriteString("reportedat", ViewJson.Instant(reportedAt));
        json.WriteNumber("epoch", entry.Epoch);
        json.WriteNumber("schemaversion", entry.SchemaVersion);
        if (entry.CorrelationId is { } correlation)
            json.WriteString("correlationid", correlation);
        if (entry.CausationId is { } causation)
            json.WriteString("causationid", causation);
        if (sentence is not null)
            json.WriteString("sentence", sentence);
        json.WriteString("datacontenttype", "application/json");
        json.WritePropertyName("data");
        json.WriteRawValue(CanonicalJson.Encode(stored.Data), skipInputValidation: true);
        json.WriteEndObject();
    }
}
