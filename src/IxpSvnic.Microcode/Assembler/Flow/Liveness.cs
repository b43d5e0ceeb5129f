using IxpSvnic.Microcode.Assembler.Program;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>Which items are still needed behind each node.</summary>
internal static class Liveness
{
    /// <summary>Backward data flow: live-out sets, from what each node uses and defines.</summary>
    public static BitRow[] Solve(List<ProgramNode> nodes, int items, List<int>[] uses, List<int>[] definitions)
    {
        BitRow[] liveIn = BitRow.Rows(nodes.Count, items);
        BitRow[] liveOut = BitRow.Rows(nodes.Count, items);
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = nodes.Count - 1; i >= 0; i--)
            {
                foreach (int next in nodes[i].Successors)
                {
                    liveOut[i].UnionWith(liveIn[next]);
                }

                BitRow before = liveOut[i].Copy();
                foreach (int item in definitions[i])
                {
                    before.Remove(item);
                }

                foreach (int item in uses[i])
                {
                    before.Add(item);
                }

                changed |= liveIn[i].UnionWith(before);
            }
        }

        return liveOut;
    }

    public static List<int>[] Lists(int count)
    {
        List<int>[] lists = new List<int>[count];
        for (int i = 0; i < count; i++)
        {
            lists[i] = [];
        }

        return lists;
    }
}
