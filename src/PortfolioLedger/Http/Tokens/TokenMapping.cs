using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Http.Tokens;

/// <summary>Maps the addresses of API tokens, and describes them.</summary>
internal static class TokenMapping
{
    /// <summary>Where they are.</summary>
    public const string Address = "/api/v1/tokens";

    private const string Tag = "Administering";

    /// <summary>What they need.</summary>
    public static void AddTokens(this IServiceCollection services) =>
        services.AddSingleton<TokenEndpoints>();

    /// <summary>Making, listing and ending tokens.</summary>
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var tokens = app.ServiceProvider.GetRequiredService<TokenEndpoints>();
        Map(app, "POST", "", tokens.CreateAsync, Role.Administrator)
            .DocumentedAs("CreateToken",
                "Make an API token; its text is shown only here (role administrator)",
                QueryDocs.AskedWith<CreateToken>(CreateToken.Example, schemas => (201,
                    QueryDocs.OfJson(schemas.OfAnswer(typeof(CreatedToken))))), Tag);
        Map(app, "GET", "", tokens.ListAsync, Role.Auditor, Role.Administrator)
            .DocumentedAs("ListTokens",
                "The API tokens, with their last use (role administrator or auditor)",
                QueryDocs.OfAddress<TokenPage>([], 400, 401, 403), Tag);
        Map(app, "GET", "/{name}", tokens.ReadAsync, Role.Auditor, Role.Administrator)
            .DocumentedAs("ReadToken", "One API token (role administrator or auditor)",
                QueryDocs.OfAddress<ApiToken>([], 400, 401, 403, 404), Tag);
        Map(app, "POST", "/{name}/revocation", tokens.RevokeAsync, Role.Administrator)
            .DocumentedAs("RevokeToken",
                "End an API token at once, on all nodes (role administrator)",
                async (operation, context, cancel) =>
                {
                    await QueryDocs.OfAddress<ApiToken>([], 400, 401, 403, 404, 413, 415, 503)(
                        operation, context, cancel);
                    operation.RequestBody = OperationDocs.NoFields();
                }, Tag);
    }

    // As a delegate of its own type an endpoint takes part in the API description.
    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder app, string method, string path, Func<HttpContext, Task> answer,
        params Role[] roles) =>
        app.MapMethods(Address + path, [method], answer).ForAny(roles);
}
