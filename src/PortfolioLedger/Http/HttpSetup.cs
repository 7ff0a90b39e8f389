using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Probes;

namespace PortfolioLedger.Http;

/// <summary>What every address shares: limits, codings, probes, the API description.</summary>
internal static class HttpSetup
{
    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.Services.AddCodings();
        builder.Services.AddOpenApi("v1", ApiDescription.Configure);
        builder.Services.AddProbes(DrainSettings.Read(builder.Configuration));
        builder.Services.AddSingleton(LimitSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<CallLimits>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyReader.MaxBatchBytes;
            RequestLimits.Apply(kestrel.Limits);
        });
    }
}
