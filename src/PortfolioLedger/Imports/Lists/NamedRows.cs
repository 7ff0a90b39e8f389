using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Lists of departments and customer segments.</summary>
internal static class NamedRows
{
    /// <summary>A department with its name.</summary>
    public static void Department(RowDecisions d)
    {
        if (d.Now.Departments.Find(d.Row.Key) is null)
            d.Decide(new RegisterDepartment(d.Row.Key, d.Required("name"), d.EffectiveOn));
        else if (Renamed(d, d.Before.Departments.Find(d.Row.Key)) is { } name)
            d.Decide(new RenameDepartment(d.Row.Key, name, d.EffectiveOn), d.Row.Cell("name"));
    }

    /// <summary>A customer segment with its name.</summary>
    public static void Segment(RowDecisions d)
    {
        if (d.Now.Departments.FindSegment(d.Row.Key) is null)
            d.Decide(new RegisterCustomerSegment(d.Row.Key, d.Required("name"), d.Earliest));
        else if (Renamed(d, d.Before.Departments.FindSegment(d.Row.Key)) is { } name)
            d.Decide(
                new RenameCustomerSegment(d.Row.Key, name, d.EffectiveOn), d.Row.Cell("name"));
    }

    private static string? Renamed(RowDecisions d, Unit? held) =>
        d.Row.Text("name") is { } name && name != held?.Name.At(d.Day)?.Value ? name : null;
}
