using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// The API description at <c>/openapi/v1.json</c>: OpenAPI 3.1, from the tables that serve it.
/// </summary>
internal static class ApiDescription
{
    /// <summary>The roles of which an operation needs one.</summary>
    private const string Roles = "x-roles";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Deciding"] = "Commands: each is recorded as events, or refused and nothing is recorded.",
        ["Reading"] = "Views as of any past day, the journal itself, and what was made of it.",
        ["Proving"] = "The signed log of a portfolio: checkpoints, proofs, evidence.",
        ["Asking what if"] =
            "Questions about what might be, and scenarios; the journal stays as it is.",
        ["Auditing"] = "What auditors record beside a portfolio, and who took what out of it.",
        ["Administering"] = "API tokens.",
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
                DescribeAccess(document, context);
                Secure(document, context.ApplicationServices.GetRequiredService<CallerAccess>());
                if (context.ApplicationServices.GetService<SessionAccess>() is { } sessions)
                    SecureBySignIn(document, sessions);
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>
    /// Whom each operation lets in, from what its endpoint says to the gate: <c>x-roles</c>, and
    /// words. What lets anybody in asks for no credentials.
    /// </summary>
    private static void DescribeAccess(
        OpenApiDocument document, OpenApiDocumentTransformerContext context)
    {
        foreach (var described in context.DescriptionGroups.SelectMany(g => g.Items))
        {
            var admission = described.ActionDescriptor.EndpointMetadata.OfType<Admission>()
                .LastOrDefault();
            if (admission is null
                || !document.Paths.TryGetValue(PathOf(described.RelativePath!), out var path)
                || path.Operations?.GetValueOrDefault(new(described.HttpMethod!))
                    is not { } operation)
                continue;
            if (!admission.NeedsCaller)
            {
                operation.Security = [new()];
                continue;
            }
            // Who may ask whoever they are is somebody with a role, here or in some portfolio.
            var isForAll = admission == Admission.AnyRole || admission.Roles.IsEmpty;
            var roles = (isForAll ? Admission.AnyRole : admission).Roles
                .Select(Enumeration<Role>.NameOf).ToArray();
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions[Roles] = new JsonNodeExtension(
                new JsonArray([.. roles.Select(r => (JsonNode)r)]));
            operation.Description += isForAll ? " For every role."
                : $" For the role{(roles.Length > 1 ? "s" : "")} {string.Join(", ", roles)}.";
            foreach (var status in (string[])["401", "403", "429"])
                operation.Responses!.TryAdd(status, OperationDocs.ProblemIn(document));
        }
    }

    /// <summary>
    /// An address as the description has it: what takes all of the rest is a part.
    /// </summary>
    private static string PathOf(string relative) =>
        "/" + relative.Replace("{**", "{", StringComparison.Ordinal);

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
                Description =
                    "An access token (JWT) of an OpenID Connect provider, or an API token of the "
                        + "ledger (plt_…).",
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
                        + $"needs the header {FormTokens.Header} with the csrfToken of "
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
