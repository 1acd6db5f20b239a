/** `/market`: how all bidders do. */
export function MarketPage() {
  return (
    <section aria-labelledby="market-title">
      <h2 id="market-title">Market</h2>
    </section>
  );
}
