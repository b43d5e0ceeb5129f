namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    /// <summary>
    /// Addresses of the last 16 instructions executed, oldest first; the one that took an exception is among them.
    /// </summary>
    public IReadOnlyList<uint> LastInstructions
    {
        get
        {
            CoreState* s = _state;
            List<uint> addresses = [];
            uint end = s->ProgramCounter;
            for (uint back = 0; back < CoreState.TrailLength && addresses.Count < 16; back++)
            {
                uint place = (s->TrailIndex - back) % CoreState.TrailLength;
                uint step = (s->TrailStart[place] & 1) != 0 ? 2u : 4u;
                uint start = s->TrailStart[place] & ~1u;
                end = back == 0 ? end : s->TrailEnd[place];
                for (uint address = end; address != start && addresses.Count < 16;)
                {
                    address -= step;
                    addresses.Add(address);
                }
            }

            addresses.Reverse();
            return addresses;
        }
    }

    private void CloseTrail(uint end, uint start)
    {
        CoreState* s = _state;
        s->TrailEnd[s->TrailIndex] = end;
        s->TrailIndex = (s->TrailIndex + 1) % CoreState.TrailLength;
        s->TrailStart[s->TrailIndex] = start | (s->Control >> 5 & 1);
    }
}
