namespace IxpSvnic.Arm.Memory;

/// <summary>
/// The attributes of a page by X, C and B (ixp2400-chip 5.3; IXP2800 HRM p83). X = 1 with C = B = 0 is unpredictable and treated as
/// X = 0 (A75).
/// </summary>
internal static class PagePolicies
{
    private const PagePolicy WriteThrough = PagePolicy.Cacheable | PagePolicy.Bufferable | PagePolicy.Coalescing;

    private static readonly PagePolicy[] Attributes =
    [
        PagePolicy.None,
        PagePolicy.Bufferable | PagePolicy.Coalescing,
        WriteThrough,
        WriteThrough | PagePolicy.WriteBack,
        PagePolicy.None,
        PagePolicy.Bufferable,
        WriteThrough | PagePolicy.Mini,
        WriteThrough | PagePolicy.WriteBack | PagePolicy.WriteAllocate,
    ];

    private static readonly PagePolicy[] MiniAttributes =
    [
        PagePolicy.WriteBack,
        PagePolicy.WriteBack | PagePolicy.WriteAllocate,
        PagePolicy.None,
        PagePolicy.None,
    ];

    /// <summary>Fills the table that translation uses, by X, C, B.</summary>
    /// <param name="table">Eight entries.</param>
    /// <param name="cacheEnabled">CP15 control bit 2. Without it what would be cached is uncached and bufferable (A77).</param>
    /// <param name="miniPolicy">Auxiliary control bits 5:4.</param>
    /// <param name="coalescingDisabled">Auxiliary control bit 0.</param>
    public static void Fill(PagePolicy[] table, bool cacheEnabled, int miniPolicy, bool coalescingDisabled)
    {
        for (int i = 0; i < table.Length; i++)
        {
            PagePolicy policy = Attributes[i];
            if ((policy & PagePolicy.Mini) != PagePolicy.None)
            {
                policy |= MiniAttributes[miniPolicy];
            }

            if (!cacheEnabled)
            {
                policy &= PagePolicy.Bufferable | PagePolicy.Coalescing;
            }

            table[i] = coalescingDisabled ? policy & ~PagePolicy.Coalescing : policy;
        }
    }
}
