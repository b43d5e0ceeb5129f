using IxpSvnic.Microcode.Assembler.Program;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>Instructions that may be executed right before or after another, annotations passed over.</summary>
internal sealed class Neighbours
{
    private readonly AssemblyProgram _program;
    private readonly List<int>[] _before;

    public Neighbours(AssemblyProgram program)
    {
        _program = program;
        _before = Liveness.Lists(program.Nodes.Count);
        foreach (ProgramNode node in program.Nodes)
        {
            foreach (int next in node.Successors)
            {
                _before[next].Add(node.Index);
            }
        }
    }

    public IEnumerable<ProgramNode> Before(ProgramNode node) => Walk(node, n => _before[n.Index]);

    public IEnumerable<ProgramNode> After(ProgramNode node) => Walk(node, n => n.Successors);

    private HashSet<ProgramNode> Walk(ProgramNode node, Func<ProgramNode, List<int>> step)
    {
        HashSet<ProgramNode> found = [];
        HashSet<ProgramNode> passed = [];
        Stack<ProgramNode> open = new([node]);
        while (open.TryPop(out ProgramNode? at))
        {
            foreach (int next in step(at))
            {
                ProgramNode other = _program.Nodes[next];
                if (other.IsInstruction)
                {
                    found.Add(other);
                }
                else if (passed.Add(other))
                {
                    open.Push(other);
                }
            }
        }

        return found;
    }
}
