using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Lists of departments and customer segments.</summary>
internal static class NamedRows
{
    /// <summary>A department with its name.</summary>
    public static void Department(RowDecisions d)
    {
        if (d.Now.Departments.Find(d.Row.Key) is { } known)
            d.Keep("name", known.Name);
        else
            d.Decide(new RegisterDepartment(d.Row.Key, d.Required("name"), d.EffectiveOn));
    }

    /// <summary>A customer segment with its name.</summary>
    public static void Segment(RowDecisions d)
    {
        if (d.Now.Departments.FindSegment(d.Row.Key) is { } known)
            d.Keep("name", known.Name);
        else
            d.Decide(new RegisterCustomerSegment(d.Row.Key, d.Required("name"), d.Earliest));
    }
}
