using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Journaling.Writing;
using StandardWebhooks;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// Posts notices as Standard Webhooks: <c>webhook-id</c> is the event's id and the same at every
/// attempt, <c>webhook-signature</c> is HMAC-SHA256 over id, timestamp and body.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>A receiver answers within this, or the attempt failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly WebhookSecrets _secrets;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public WebhookSender(WebhookTargets targets, WebhookSecrets secrets, TimeProvider clock)
    {
        (_secrets, _clock) = (secrets, clock);
        _client = new(
            new SocketsHttpHandler
            {
                // A redirect or a proxy would lead to an address that nobody judged.
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = (context, cancel) =>
                    targets.ConnectAsync(context.DnsEndPoint, cancel),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            }
        )
        {
            Timeout = Patience,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("portfolio-ledger", "1")
        );
    }

    /// <summary>One attempt.</summary>
    public async Task<Attempt> SendAsync(
        EventNotice notice,
        Subscription subscription,
        CancellationToken cancel
    )
    {
        var secret = await _secrets.OfAsync(
            notice.Portfolio,
            subscription.Key,
            subscription.Position,
            cancel
        );
        var (id, at, body) = (
            notice.Stored.Entry.Id.ToString(),
            _clock.GetUtcNow(),
            notice.CloudEvent()
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Delivery.Address())
        {
            Content = new StringContent(body, Encoding.UTF8,
                new MediaTypeHeaderValue("application/cloudevents+json", "utf-8")),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{at.ToUnixTimeSeconds()}");
        request.Headers.Add("webhook-signature", new StandardWebhook(secret).Sign(id, at, body));
        try
        {
            using var response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return response.IsSuccessStatusCode ? Attempt.Done
                : new($"The receiver answered {(int)response.StatusCode}.",
                    response.StatusCode == HttpStatusCode.Gone);
        }
        catch (Exception fault)
            when (fault is HttpRequestException or SocketException or IOException
                || (fault is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return new(
                fault is OperationCanceledException
                    ? $"The receiver did not answer within {Patience.TotalSeconds:0} seconds."
                    : "The receiver could not be reached: "
                        + $"{(fault.InnerException ?? fault).Message.TrimEnd('.')}."
            );
        }
    }

    public void Dispose() => _client.Dispose();
}
