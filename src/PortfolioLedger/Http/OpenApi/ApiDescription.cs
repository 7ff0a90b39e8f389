using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// The API description at <c>/openapi/v1.json</c>: OpenAPI 3.1, from the tables that serve it.
/// </summary>
internal static class ApiDescription
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Deciding"] = "Commands: each is recorded as events, or refused and nothing is recorded.",
        ["Reading"] = "Views as of any past day, the journal itself, and what was made of it.",
        ["Asking what if"] =
            "Questions about what might be, and scenarios; the journal stays as it is.",
        ["Importing"] = "Histories and lists from elsewhere, as claims of their source.",
    };

    /// <summary>Who it is about, who may call and how; every operation is described.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer(
            (operation, _, _) =>
            {
                operation.Description ??= operation.Summary;
                return Task.CompletedTask;
            }
        );
        options.AddDocumentTransformer(
            (document, context, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Portfolio Ledger",
                    Version = "v1",
                    Description =
                        "Every decision about a portfolio as an event; every view as of any past "
                            + "day.",
                    // The product has no public licence: the SPDX way to say that terms are its
                    // owner's own.
                    License = new OpenApiLicense
                    {
                        Name = "Proprietary",
                        Identifier = "LicenseRef-Proprietary",
                    },
                };
                // Wherever this description was read from, also behind a proxy.
                document.Servers = [new() { Url = "/" }];
                document.Tags = Tags.Select(t => new OpenApiTag
                    {
                        Name = t.Key,
                        Description = t.Value,
                    })
                    .ToHashSet();
                Secure(document, context.ApplicationServices.GetRequiredService<CallerAccess>());
                if (context.ApplicationServices.GetService<SessionAccess>() is { } sessions)
                    SecureBySignIn(document, sessions);
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>
    /// A token everywhere; where personas are on, a caller may also name themselves.
    /// </summary>
    private static void Secure(OpenApiDocument document, CallerAccess access)
    {
        Require(
            document,
            "token",
            new()
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of an OpenID Connect provider.",
            }
        );
        if (access.IsOpen)
            Require(
                document,
                "persona",
                new()
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = "Authorization",
                    Description =
                        "Persona <id>;<role>[;<department>]. In Development anybody may say who "
                            + "they are.",
                }
            );
    }

    /// <summary>Where people sign in, and the cookie they get for it.</summary>
    private static void SecureBySignIn(OpenApiDocument document, SessionAccess sessions)
    {
        Require(
            document,
            "provider",
            new()
            {
                Type = SecuritySchemeType.OpenIdConnect,
                OpenIdConnectUrl = sessions.Metadata,
                Description = "The provider whose access tokens are taken.",
            }
        );
        Require(
            document,
            "session",
            new()
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = sessions.Settings.Cookie("session"),
                Description =
                    "Set by signing in with a browser at /sign-in. What changes something also "
                        + $"needs the header {SessionAccess.CsrfHeader} with the csrfToken of "
                        + "/api/v1/me.",
            }
        );
    }

    private static void Require(OpenApiDocument document, string name, OpenApiSecurityScheme scheme)
    {
        document.AddComponent<IOpenApiSecurityScheme>(name, scheme);
        (document.Security ??= []).Add(
            new() { [new OpenApiSecuritySchemeReference(name, document)] = [] }
        );
    }
}
