"""What a chart shows → inline SVG that needs no script, follows the page's colours and can be printed."""
