using Microsoft.AspNetCore.ResponseCompression;
using PortfolioLedger.Access;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>What subscriptions consist of, and where their feeds and deliveries are.</summary>
public static class SubscriptionSetup
{
    private const string Portfolio = "/api/v1/portfolios/{portfolio}";

    /// <summary>Adds checks, secrets and feeds.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="delivers">Whether this node sends to subscribers.</param>
    public static void AddSubscriptions(this IServiceCollection services, bool delivers)
    {
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<IReceiptSecrets>(sp => sp.GetRequiredService<WebhookSecrets>());
        services.AddSingleton<ICommandCheck, DeliveryCheck>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<SubscriptionFeed>();
        services.AddSingleton<SubscriptionEndpoints>();
        services.PostConfigure<ResponseCompressionOptions>(compression =>
            compression.MimeTypes = [
                .. compression.MimeTypes,
                SubscriptionFeed.Atom.MediaType,
                SubscriptionFeed.Json.MediaType,
            ]
        );
        if (!delivers)
            return;
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<DeliverySteps>();
        services.AddSingleton<SubscriptionFollower>();
        services.AddSingleton<IJournalFollower>(sp =>
            sp.GetRequiredService<SubscriptionFollower>()
        );
    }

    /// <summary>Maps deliveries and feeds.</summary>
    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var subscriptions = app.ServiceProvider.GetRequiredService<SubscriptionEndpoints>();
        Get(app, "/subscriptions/{subscription}/deliveries", subscriptions.DeliveriesAsync)
            .DocumentedAs("ListDeliveries", "What was sent to a subscriber, and what came of it.",
                QueryDocs.OfAddress<DeliveryPage>(
                    [
                        SubscriptionEndpoints.Status,
                        SubscriptionEndpoints.Limit,
                        SubscriptionEndpoints.Before,
                    ],
                    400,
                    401,
                    404
                )
            );
        Get(app, "/subscriptions/{subscription}/feed", subscriptions.FeedAsync)
            .DocumentedAs(
                "ReadSubscriptionFeed",
                "The newest events of a subscription, as Atom or JSON Feed.",
                QueryDocs.OfAddress(
                    schemas =>
                        (
                            200,
                            OperationDocs.Answer(
                                "The answer.",
                                schemas.OfAnswer(typeof(JsonFeed)),
                                [.. SubscriptionFeed.Forms.Select(f => f.MediaType)]
                            )
                        ),
                    [
                        SubscriptionEndpoints.Form,
                        SubscriptionEndpoints.Limit,
                        SubscriptionEndpoints.Before,
                    ],
                    400,
                    401,
                    404,
                    406
                )
            );
    }

    // As a delegate of its own type an endpoint takes part in the API description.
    private static RouteHandlerBuilder Get(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer) =>
        app.MapGet(Portfolio + path, answer).ForAnyRole();
}
