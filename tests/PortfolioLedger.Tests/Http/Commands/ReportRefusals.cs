namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals about reports, dashboards and subscriptions.</summary>
internal static class ReportRefusals
{
    private const string Report = """{"key":"all","name":"All","view":"initiatives"}""";
    private const string Dashboard =
        """{"key":"board","name":"Board","audience":"teams","reports":["all"]}""";

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All =>
        [
            new("unknown-report", 422, p => p.Try("dashboards", Dashboard)),
            new("unknown-report", 404, p => p.Try("reports/all/retirement", "{}")),
            new("unknown-report", 404, p => p.Try("reports/all/runs", "{}")),
            new("report-retired", 422, async p =>
            {
                await p.Do("reports", Report);
                await p.Do("reports/all/retirement", "{}");
                return await p.Try("reports/all/schedule", """{"cadence":"daily","at":"06:00"}""");
            }),
            new("report-retired", 422, async p =>
            {
                await p.Do("reports", Report);
                await p.Do("reports/all/retirement", "{}");
                return await p.Try("reports/all/runs", "{}");
            }),
            new("report-on-dashboard", 422, async p =>
            {
                await p.Do("reports", Report);
                await p.Do("dashboards", Dashboard);
                return await p.Try("reports/all/retirement", "{}");
            }),
            new("no-fiscal-year", 422, p =>
                p.Try(
                    "reports",
                    """{"key":"all","name":"All","view":"initiatives","asOf":"end-of-last-fiscal-year"}"""
                )
            ),
            new("no-review-cycle", 422, p =>
                p.Try(
                    "reports",
                    """{"key":"all","name":"All","view":"initiatives","asOf":"last-review-cycle"}"""
                )
            ),
            new("not-scheduled", 422, async p =>
            {
                await p.Do("reports", Report);
                return await p.Try("reports/all/schedule/removal", "{}");
            }),
            new("unknown-run", 404, async p =>
            {
                await p.Do("reports", Report);
                return await p.Approver.Get(p.PathOf("reports/all/runs/1"));
            }),
            new("unknown-dashboard", 404, p => p.Try("dashboards/board/retirement", "{}")),
            new("dashboard-retired", 422, async p =>
            {
                await p.Do("reports", Report);
                await p.Do("dashboards", Dashboard);
                await p.Do("dashboards/board/retirement", "{}");
                return await p.Try(
                    "dashboards/board/revision",
                    """{"name":"Board","audience":"teams","reports":["all"]}"""
                );
            }),
            new("unknown-subscription", 404, p => p.Try("subscriptions/none/removal", "{}")),
            new("subscription-ended", 422, async p =>
            {
                await p.Do("subscriptions", """{"key":"feed","delivery":{"kind":"feed"}}""");
                await p.Do("subscriptions/feed/removal", "{}");
                return await p.Try("subscriptions/feed/removal", "{}");
            }),
        ];
}
