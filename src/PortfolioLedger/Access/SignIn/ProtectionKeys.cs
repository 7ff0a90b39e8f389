using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Npgsql;

namespace PortfolioLedger.Access.SignIn;

/// <summary>
/// The keys that protect cookies. They are in the database, where all nodes find them after every
/// start.
/// </summary>
internal sealed class ProtectionKeys(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand(
            "select xml from ledger.data_protection_key order by added_at, name");
        using var rows = command.ExecuteReader();
        List<XElement> keys = [];
        while (rows.Read())
            keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand("""
            insert into ledger.data_protection_key (name, xml) values ($1, $2)
            on conflict (name) do update set xml = excluded.xml
            """);
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new()
        {
            Value = element.ToString(SaveOptions.DisableFormatting),
        });
        command.ExecuteNonQuery();
    }
}

/// <summary>Sets them up.</summary>
internal static class ProtectionKeysSetup
{
    /// <summary>Whatever the framework protects is protected by keys in the database.</summary>
    public static void AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("portfolio-ledger");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(sp =>
            new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlRepository =
                    new ProtectionKeys(sp.GetRequiredService<AccessDatabase>().Source)));
        // It warns that they are stored in plain: docs/access.md says so, and who may read them.
        services.AddLogging(logging => logging.AddFilter(
            "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
