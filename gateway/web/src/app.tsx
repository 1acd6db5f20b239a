/** The views of the page, by their addresses. */
import { path, type Route, routeOf } from "./router.ts";
import { SearchPage } from "./search/search-page.tsx";
import { Coverage } from "./ui/coverage.tsx";
import { ForgetKey, KeyNotice } from "./ui/key-notice.tsx";
import { Link } from "./ui/link.tsx";
import { OldPageNotice } from "./ui/old-page-notice.tsx";
import { OnDemand } from "./ui/on-demand.tsx";
import { SignOut } from "./ui/sign-in.tsx";

const auctionPage = () => import("./auction/auction-page.tsx").then((one) => one.AuctionPage);
const marketPage = () => import("./market/market-page.tsx").then((one) => one.MarketPage);

export function App() {
  const route = routeOf(path.value);
  return (
    <>
      <header>
        <h1>
          <Link to="/">Scatter by Auction</Link>
        </h1>
        <p>
          One search goes to every bidder at once. You see who answers, when, and why the auction
          ended.
        </p>
      </header>
      <OldPageNotice />
      <main>
        <KeyNotice />
        <View route={route} />
      </main>
      <footer>
        <Coverage />
        <Link to="/market" current={route?.view === "market"}>
          How the bidders are doing
        </Link>
        <ForgetKey />
        <SignOut />
      </footer>
    </>
  );
}

function View({ route }: { route: Route | null }) {
  switch (route?.view) {
    case "search":
      return <SearchPage />;
    case "auction":
      return (
        <OnDemand<{ searchId: string }> load={auctionPage} props={{ searchId: route.searchId }} />
      );
    case "market":
      return <OnDemand<object> load={marketPage} props={{}} />;
    case undefined:
      return (
        <section>
          <h2>There is nothing here</h2>
          <p>
            <Link to="/">Search for flights</Link>
          </p>
        </section>
      );
  }
}
