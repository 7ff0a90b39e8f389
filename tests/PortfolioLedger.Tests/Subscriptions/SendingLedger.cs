using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Messaging;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>Hosts that make scheduled reports and send to subscribers, quickly.</summary>
internal static class SendingLedger
{
    /// <summary>A host that sends, on a database of its own or on a given one.</summary>
    public static Task<LedgerHost> StartAsync(
        TestDatabase? database = null,
        TimeProvider? clock = null,
        string retries = "0.05,0.05,0.05",
        bool loopback = true,
        string? mails = null,
        IEnumerable<KeyValuePair<string, string?>>? more = null
    ) =>
        LedgerHost.StartAsync(
            database,
            settings: new(more ?? [])
            {
                [MessagingSettings.RunSetting] = "true",
                ["Messaging:PollMilliseconds"] = "50",
                ["Subscriptions:AllowLoopback"] = loopback ? "true" : "false",
                ["Subscriptions:Retries"] = retries,
                ["Subscriptions:MailFolder"] = mails,
            },
            services: clock is null ? null : services => services.AddSingleton(clock)
        );

    /// <summary>A portfolio on a host.</summary>
    public static async Task<TestPortfolio> OpenAsync(this LedgerHost host, string key = "capital")
    {
        var portfolio = new TestPortfolio(host, key);
        var opened = await portfolio.Approver.Post(
            "portfolios",
            $$"""{"key":"{{key}}","name":"Capital plan","currency":"USD","effectiveOn":"2020-01-01"}"""
        );
        Assert.True(opened.Status == 201, opened.ToString());
        return portfolio;
    }

    /// <summary>Subscribes an address; the secret it was given.</summary>
    public static async Task<string> SubscribeAsync(
        this TestPortfolio portfolio, string url, string key = "hook", string filter = "{}")
    {
        var reply = await portfolio.Do("subscriptions", $$$"""
            {"key":"{{{key}}}","filter":{{{filter}}},"delivery":{"kind":"webhook","url":"{{{url}}}"}}
            """);
        return (string)reply.Json["secret"]!;
    }

    /// <summary>Deliveries of a subscription: position, status and attempts, in order.</summary>
    public static async Task<
        List<(long Position, string Status, int Attempts, string? Error)>
    > DeliveriesAsync(this TestPortfolio portfolio, string key = "hook", string query = "")
    {
        var reply = await portfolio.Host.As("vera", "viewer").Get(
            portfolio.PathOf($"subscriptions/{key}/deliveries{query}"));
        Assert.True(reply.Status == 200, reply.ToString());
        return
        [
            .. reply.Json["items"]!
                .AsArray()
                .Select(d =>
                    (
                        (long)d!["position"]!,
                        (string)d["status"]!,
                        (int)d["attempts"]!,
                        (string?)d["lastError"]
                    )
                )
                .OrderBy(d => d.Item1),
        ];
    }
}
