using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Reports;

/// <summary>Runs and dashboards as the API and the command line answer them.</summary>
internal static class RunJson
{
    /// <summary>A run without its table.</summary>
    public static void Write(Utf8JsonWriter json, ReportRun run)
    {
        json.WriteStartObject();
        WriteFields(json, run);
        json.WriteEndObject();
    }

    /// <summary>A run with its table.</summary>
    public static void Write(
        Utf8JsonWriter json,
        ReportRun run,
        bool isReproduced,
        ReportResult result
    )
    {
        json.WriteStartObject();
        WriteFields(json, run);
        json.WriteBoolean("reproduced", isReproduced);
        json.WriteStartArray("columns");
        foreach (var column in result.Columns)
            json.WriteStringValue(column.Name);
        json.WriteEndArray();
        json.WritePropertyName("items");
        result.Items.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>A dashboard with where the latest result of each report is.</summary>
    public static void Write(
        Utf8JsonWriter json,
        Book book,
        Dashboard dashboard,
        ImmutableSortedDictionary<Key, ReportRun> latest
    )
    {
        var content = dashboard.ContentOn(book.Day);
        json.WriteStartObject();
        json.WriteString("portfolio", book.Portfolio.Value);
        json.WriteString("dashboard", dashboard.Key.Value);
        json.WriteString("name", content.Name);
        json.WriteString("audience", Enumeration<Audience>.NameOf(content.Audience));
        json.WriteBoolean("retired", dashboard.IsRetiredOn(book.Day));
        json.WriteNumber("version", book.Things[new(SubjectKind.Dashboard, dashboard.Key)].Version);
        json.WriteStartArray("reports");
        foreach (var key in content.Reports)
        {
            json.WriteStartObject();
            json.WriteString("report", key.Value);
            json.WriteString("name", book.NameOf(new Subject(SubjectKind.Report, key)));
            json.WriteString("view", book.Reports.Find(key)?.DefinitionOn(book.Day).View);
            json.WritePropertyName("latest");
            if (latest.GetValueOrDefault(key) is { } run)
                Write(json, run);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, ReportRun run)
    {
        json.WriteString("portfolio", run.Portfolio.Value);
        json.WriteString("report", run.Report.Value);
        json.WriteNumber("run", run.Number);
        json.WriteString("status", run.Outcome is RunOutcome.Made ? "made" : "failed");
        json.WriteString("name", run.Definition.Name);
        json.WriteString("view", run.Definition.View);
        json.WriteString("asOfRule", run.Definition.AsOf.ToString());
        json.WriteNumber("definitionPosition", run.DefinitionPosition);
        json.WriteString("madeAt", ViewJson.Instant(run.MadeAt));
        json.WriteString("dueAt", run.DueAt is { } due ? ViewJson.Instant(due) : null);
        json.WriteString("requestedBy", run.RequestedBy);
        json.WriteString("permalink", run.Address);
        if (run.Outcome is RunOutcome.Made made)
        {
            json.WriteStartObject("asOf");
            json.WriteNumber("position", made.Position);
            json.WriteString(
                "effectiveOn",
                made.EffectiveOn.ToString("O", CultureInfo.InvariantCulture)
            );
            json.WriteEndObject();
            json.WriteString("digest", made.Digest);
            json.WriteString("source", made.Source);
            json.WriteString("result", made.ResultHash);
            json.WriteNumber("count", made.Items);
            json.WriteBoolean("empty", made.WhyEmpty is not null);
            if (made.WhyEmpty is { } why)
                json.WriteString("note", why);
        }
        else if (run.Outcome is RunOutcome.Failed failed)
        {
            json.WriteStartObject("error");
            json.WriteString("code", failed.Code);
            json.WriteString("detail", failed.Detail);
            json.WriteEndObject();
        }
    }
}
