using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Messaging;
using PortfolioLedger.Pages;
using PortfolioLedger.Projections;
using PortfolioLedger.Querying;
using PortfolioLedger.Subscriptions;

namespace PortfolioLedger.Administration;

/// <summary>
/// What runs beside the journal of one portfolio: imports with what was wrong with their rows,
/// deliveries to subscribers, read models.
/// </summary>
internal sealed class PortfolioAdminPage(
    RecordedImports imports, Deliveries deliveries, ReadModelStanding standing,
    PortfolioPages pages, PageRenderer renderer, TimeProvider clock)
{
    /// <summary>So many of the last deliveries are counted.</summary>
    public const int LastDeliveries = 100;

    private static readonly Parameter<Guid?> Import = new("import", null,
        text => Guid.TryParse(text, out var id) ? id
            : throw new FormatException("must be the id of an import"),
        "The import whose report is shown.", "0199c0de-0000-7000-8000-000000000000", []);

    /// <summary>Shows it.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var (head, links, _, given) = await pages.OfBookAsync(http, [Import]);
        JsonElement? shown = null, report = null;
        if (given.Get(Import) is { } id)
        {
            var job = await imports.FindAsync(head.Portfolio, id, cancel)
                ?? throw ReadProblem.Unknown("import", id.ToString());
            shown = JsonSerializer.SerializeToElement(
                job with { Report = null }, ViewJson.Options);
            report = job.Report is null ? null : JsonSerializer.SerializeToElement(job.Report);
        }
        var lines = ImmutableArray.CreateBuilder<SubscriptionLine>();
        foreach (var subscription in head.Reports.Subscriptions.Values)
            lines.Add(await LineAsync(head, subscription, cancel));
        await pages.ShowAsync(http, "Administration", "admin", head, links,
            await renderer.RenderAsync<PortfolioAdminContent>(new PortfolioAdminModel(
                [.. await imports.ListAsync(head.Portfolio, cancel)], shown, report,
                lines.ToImmutable(),
                await standing.FindAsync(head.Portfolio, cancel), clock.GetUtcNow(), links)));
    }

    private async Task<SubscriptionLine> LineAsync(
        Book head, Subscription subscription, CancellationToken cancel)
    {
        var last = await deliveries.ListAsync(head.Portfolio, subscription.Key, null,
            long.MaxValue, LastDeliveries, cancel);
        int Count(DeliveryStatus status) => last.Count(d => d.Status == status);
        return new(subscription.Key, WordsOf(subscription.Delivery),
            subscription.HasEndedOn(head.Day), Count(DeliveryStatus.Pending),
            Count(DeliveryStatus.Delivered), Count(DeliveryStatus.Dead),
            last.FirstOrDefault(d => d.LastError is not null)?.LastError);
    }

    private static string WordsOf(EventDelivery delivery) => string.Join(" to ",
        ((string?[])[Enumeration<DeliveryKind>.NameOf(delivery.Kind), delivery.Url ?? delivery.To])
            .OfType<string>());
}
